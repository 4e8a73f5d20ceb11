import { writeFile } from 'node:fs/promises';
import { parseAsOf } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { evaluateModel, type ModelEvaluation } from '../operations/evaluate-model.ts';
import { evaluateRolling, type Every } from '../operations/evaluate-rolling.ts';
import type { Curve } from '../scoring/measure.ts';
import type { BookOptions } from './book-options.ts';
import { curvesSvg } from './curves-svg.ts';
import { textOfMeasured } from './metrics-text.ts';
import { modelNamed } from './model-places.ts';
import { createOutput, say } from './output.ts';
import { textOfPeriod, textOfRolling } from './rolling-text.ts';
import { withEvents } from './with-events.ts';

export interface EvaluateOptions extends BookOptions {
  readonly model?: string;
  readonly rolling?: Every;
  readonly first?: string;
  readonly last?: string;
  readonly curves?: string;
  readonly json?: boolean;
}

/** `promisegraph evaluate`: with `--from` on a file alone, without it on what the book has been told. */
export async function evaluateCommand(options: EvaluateOptions): Promise<void> {
  if ((options.model === undefined) === (options.rolling === undefined))
    throw new AppError('INPUT_INVALID', 'evaluate: expected either --model <name> or --rolling <period>');
  return options.rolling ? evaluateRecipe(options, options.rolling) : evaluateOne(options, options.model ?? '');
}

async function evaluateOne(options: EvaluateOptions, named: string): Promise<void> {
  const model = await modelNamed(named);
  const evaluation = await withEvents(options, ({ events, input, signal, progress }) =>
    evaluateModel(events, input.loaded.config.scoring, {
      model,
      asOf: input.asOf,
      signal,
      onProgress: ({ phase, ratio }) => progress.update(`evaluate: ${phase}`, ratio),
    }),
  );
  await writeCurves(options, evaluation.curves, evaluation.version);
  createOutput(options).answer(evaluation, textOf(evaluation));
}

/** Nothing is scored that a model could have known: one is trained for each period. Periods are told as they are done. */
async function evaluateRecipe(options: EvaluateOptions, every: Every): Promise<void> {
  const evaluation = await withEvents(options, ({ events, input, signal, progress }) => {
    const { zone, scoring } = input.loaded.config;
    return evaluateRolling(events, scoring, {
      every,
      first: options.first === undefined ? null : parseAsOf(options.first, zone),
      last: options.last === undefined ? null : parseAsOf(options.last, zone),
      asOf: input.asOf,
      seed: 1,
      signal,
      onPeriod: (period, ratio) => {
        progress.update(`evaluate: ${every}`, ratio);
        if (!options.json) say(textOfPeriod(period));
      },
    });
  });
  await writeCurves(options, evaluation.curves, `every ${every} by a model that knew nothing of it`);
  createOutput(options).answer(evaluation, textOfRolling(evaluation));
}

async function writeCurves({ curves }: EvaluateOptions, all: readonly Curve[], title: string): Promise<void> {
  if (curves !== undefined) await writeFile(curves, curvesSvg(all, `said and came: ${title}`));
}

function textOf(evaluation: ModelEvaluation): string {
  const { version, rowsByFinal, rowsByHoldout, rowsSeen, rowsUndecided, placedFrom, placedUntil } = evaluation;
  return [
    `${version} on lines placed from ${placedFrom ?? '-'} to ${placedUntil ?? '-'}`,
    `${rowsByFinal + rowsByHoldout} lines measured (${rowsByHoldout} by the fit without the latest lines), ${rowsSeen} seen in training and ${rowsUndecided} not decided yet passed over`,
    textOfMeasured(evaluation),
  ].join('\n');
}
