import { join } from 'node:path';
import { trainModel, type TrainedModel } from '../operations/train-model.ts';
import { recordTraining } from '../operations/record-upkeep.ts';
import type { BookOptions } from './book-options.ts';
import { textOfMeasured } from './metrics-text.ts';
import { MODELS } from './model-places.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';
import { withEvents } from './with-events.ts';

export interface TrainOptions extends BookOptions {
  /** Folder of the model; left out: a folder of its version in `models/<name>`. */
  readonly out?: string;
  readonly name?: string;
  readonly seed: number;
  readonly json?: boolean;
}

/** `promisegraph train`: with `--from` on a file alone, without it on what the book has been told. */
export async function trainCommand(options: TrainOptions): Promise<void> {
  const startedAt = performance.now();
  const { out, name, seed } = options;
  const trained = await withEvents(options, async ({ events, book, input, signal, progress }) => {
    const model = await trainModel(events, input.loaded.config.scoring, {
      asOf: input.asOf,
      ...(out === undefined
        ? { out: join(MODELS, name ?? input.loaded.book), isVersioned: true }
        : { out, ...(name === undefined ? {} : { name }) }),
      seed,
      signal,
      onProgress: ({ phase, ratio }) => progress.update(`train: ${phase}`, ratio),
    });
    if (book) await recordTraining(book, OPERATOR, model);
    return model;
  });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  createOutput(options).answer({ ...trained, seconds }, textOf(trained, seconds));
}

function textOf({ version, dir, lines, metrics }: TrainedModel, seconds: number): string {
  return [
    `${version} trained on ${lines} lines in ${seconds} s, written to ${dir}`,
    `on the latest lines, which the measured fit had not seen:`,
    textOfMeasured(metrics),
  ].join('\n');
}
