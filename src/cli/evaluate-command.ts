import { evaluateModel, type ModelEvaluation } from '../operations/evaluate-model.ts';
import type { BookOptions } from './book-options.ts';
import { textOfMetrics } from './metrics-text.ts';
import { createOutput } from './output.ts';
import { withEvents } from './with-events.ts';

export interface EvaluateOptions extends BookOptions {
  readonly model: string;
  readonly json?: boolean;
}

/** `promisegraph evaluate`: with `--from` on a file alone, without it on what the book has been told. */
export async function evaluateCommand(options: EvaluateOptions): Promise<void> {
  const evaluation = await withEvents(options, ({ events, input, signal, progress }) =>
    evaluateModel(events, input.loaded.config.scoring, {
      model: options.model,
      asOf: input.asOf,
      signal,
      onProgress: ({ phase, ratio }) => progress.update(`evaluate: ${phase}`, ratio),
    }),
  );
  createOutput({ json: options.json ?? false }).answer(evaluation, textOf(evaluation));
}

function textOf(evaluation: ModelEvaluation): string {
  const { version, rowsByFinal, rowsByHoldout, rowsSeen, rowsUndecided, placedFrom, placedUntil } = evaluation;
  return [
    `${version} on lines placed from ${placedFrom ?? '-'} to ${placedUntil ?? '-'}`,
    `${rowsByFinal + rowsByHoldout} lines measured (${rowsByHoldout} by the fit without the latest lines), ${rowsSeen} seen in training and ${rowsUndecided} not decided yet passed over`,
    textOfMetrics(evaluation),
  ].join('\n');
}
