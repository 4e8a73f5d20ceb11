import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { OutcomeDay } from '../domain/outcome.ts';
import { AppError, messageOf } from '../errors.ts';
import type { PackedFit } from './pack-fit.ts';
import { SavedModel } from './saved-model.ts';

/** A model as its folder holds it. */
export interface ModelFiles {
  readonly model: SavedModel;
  readonly holdout: PackedFit;
  readonly final: PackedFit;
  /** Tallies of the outcomes known at the end of training, as far back as a later line can ask. */
  readonly history: readonly OutcomeDay[];
}

const History = z.object({
  columns: z.tuple([
    z.literal('day'),
    z.literal('lines'),
    z.literal('late'),
    z.literal('leadDays'),
    z.literal('delayDays'),
  ]),
  keys: z.record(z.string(), z.array(z.tuple([z.string(), z.int(), z.int(), z.number(), z.number()]))),
});

/** Writes a model's folder whole or not at all: an older model in its place stays until the new one is complete. */
export async function writeModel(
  dir: string,
  { model, holdout, final, history }: ModelFiles,
  card: string,
): Promise<void> {
  const fresh = `${dir}.new`;
  const old = `${dir}.old`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await writeFile(join(fresh, 'model.json'), `${JSON.stringify(model, null, 1)}\n`);
  await writeFile(join(fresh, holdout.saved.file), new Uint8Array(holdout.weights));
  await writeFile(join(fresh, final.saved.file), new Uint8Array(final.weights));
  await writeFile(join(fresh, 'history.json'), JSON.stringify(packHistory(history)));
  await writeFile(join(fresh, 'card.md'), card);
  await mkdir(dirname(dir), { recursive: true });
  await rm(old, { recursive: true, force: true });
  await rename(dir, old).catch(ignoreMissing);
  await rename(fresh, dir);
  await rm(old, { recursive: true, force: true });
}

/** Reads a model's folder. Throws `MODEL_UNAVAILABLE` when it is not there or not a model. */
export async function readModel(dir: string): Promise<ModelFiles> {
  const model = parse(SavedModel, await readText(dir, 'model.json'), dir, 'model.json');
  const history = parse(History, await readText(dir, 'history.json'), dir, 'history.json');
  return {
    model,
    holdout: { saved: model.holdout, weights: await readWeights(dir, model.holdout.file) },
    final: { saved: model.final, weights: await readWeights(dir, model.final.file) },
    history: unpackHistory(history),
  };
}

function packHistory(days: readonly OutcomeDay[]): z.output<typeof History> {
  const keys: z.output<typeof History>['keys'] = {};
  for (const { key, day, lines, late, leadDays, delayDays } of days) {
    (keys[key] ??= []).push([day, lines, late, rounded(leadDays), rounded(delayDays)]);
  }
  return { columns: ['day', 'lines', 'late', 'leadDays', 'delayDays'], keys };
}

function unpackHistory({ keys }: z.output<typeof History>): OutcomeDay[] {
  return Object.entries(keys).flatMap(([key, days]) =>
    days.map(([day, lines, late, leadDays, delayDays]) => ({ key, day, lines, late, leadDays, delayDays })),
  );
}

/** To about a second. */
function rounded(days: number): number {
  return Math.round(days * 1e5) / 1e5;
}

async function readText(dir: string, file: string): Promise<string> {
  return readFile(join(dir, file), 'utf8').catch(unavailable(dir, file));
}

async function readWeights(dir: string, file: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(dir, file)).catch(unavailable(dir, file));
  return new Uint8Array(bytes).buffer;
}

function parse<S extends z.ZodType>(schema: S, text: string, dir: string, file: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new AppError(
      'MODEL_UNAVAILABLE',
      `${join(dir, file)}: not a model of this version: ${why}; train it again`,
      { dir },
      { cause },
    );
  }
}

function unavailable(dir: string, file: string): (cause: unknown) => never {
  return (cause) => {
    throw new AppError(
      'MODEL_UNAVAILABLE',
      `expected a model in ${dir}, cannot read ${file}: ${messageOf(cause)}`,
      { dir },
      { cause },
    );
  };
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
