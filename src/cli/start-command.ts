import { openApp, type App, type Served } from '../app.ts';
import type { DemoOptions } from '../demo-config.ts';
import { loadBook } from '../operations/load-book.ts';
import { recordLoad, recordModel } from '../operations/record-upkeep.ts';
import { readBookInput, type BookInput, type BookOptions } from './book-options.ts';
import { prepareModel } from './model-choice.ts';
import { OPERATOR } from './operator.ts';
import { createProgress, type Progress } from './output.ts';
import { askReadyMadeQuery } from './ready-made-query.ts';
import { abortOnSignal } from './signals.ts';

export interface StartOptions extends BookOptions, DemoOptions {
  readonly model?: string;
}

/** `promisegraph start`: serves until Ctrl-C. */
export async function startCommand(options: StartOptions): Promise<void> {
  await serveBook(await readBookInput(options, { serves: true, demo: options }), options);
}

/** `promisegraph demo`: the demonstration book, whatever is configured. */
export async function demoCommand(options: DemoOptions): Promise<void> {
  await serveBook(await readBookInput({}, { serves: true, demo: options }), {});
}

async function serveBook(input: BookInput, { from, model }: StartOptions): Promise<void> {
  const signal = abortOnSignal();
  const app = await openApp(input);
  try {
    await fill(app, input, { mustRead: from !== undefined, model, signal });
    await greet(await app.serve(), input);
    await untilAborted(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await app.close();
  }
}

interface FillOptions {
  readonly mustRead: boolean;
  readonly model: string | undefined;
  readonly signal: AbortSignal;
}

/** A book that has never been filled is filled before it is served; later the background jobs keep it up to date. */
async function fill(app: App, input: BookInput, { mustRead, model, signal }: FillOptions): Promise<void> {
  const progress = createProgress();
  try {
    const isEmpty = (await app.deps.store.entities.counts()).line === 0;
    const beforeScoring = (): Promise<void> => prepareModel(app, input, { named: model, signal, progress });
    if (isEmpty || mustRead) {
      const report = await loadBook(app.deps, { signal, beforeScoring, onProgress: showOn(progress) });
      await recordLoad(app.deps, OPERATOR, app.book, report);
    } else await beforeScoring();
    await recordModel(app.deps, OPERATOR, app.book);
  } finally {
    progress.stop();
  }
}

function showOn(progress: Progress) {
  return ({ step, detail, ratio }: { step: string; detail: string; ratio: number | null }): void =>
    progress.update(`${step} ${detail}`, ratio);
}

async function greet({ url, trustsThisMachine }: Served, { loaded, asOf }: BookInput): Promise<void> {
  const example = trustsThisMachine ? await askReadyMadeQuery(url) : null;
  const book = loaded.file ?? 'a simulated distributor: nothing in it is real (give --config for your own book)';
  const lines = [
    `Promisegraph serves ${book}${asOf ? ` as of ${asOf}` : ''}`,
    '',
    `  ${url}/            try queries in the browser`,
    `  ${url}/graphql     GraphQL over HTTP and WebSocket`,
    '',
    trustsThisMachine
      ? 'Whoever is on this machine needs no key and no token here, and may do everything.'
      : 'Send an API key or a token with every request; `promisegraph keys create` makes a key.',
    '',
    ...(example ? [example.query, '', example.answer, ''] : []),
    'Stop with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
