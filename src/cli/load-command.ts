import { openApp } from '../app.ts';
import { loadBook, type LoadReport } from '../operations/load-book.ts';
import { readBookInput, type BookOptions } from './book-options.ts';
import { createOutput, createProgress, say } from './output.ts';
import { recordLoad, recordModel } from '../operations/record-upkeep.ts';
import { useModelOf } from './model-choice.ts';
import { OPERATOR } from './operator.ts';
import { abortOnSignal } from './signals.ts';

export interface LoadOptions extends BookOptions {
  readonly model?: string;
  readonly json?: boolean;
}

/** `promisegraph load`: `stateHash` is equal for equal books, however they came to be. Exits with 1 when a source could not be read to its end. */
export async function loadCommand(options: LoadOptions): Promise<void> {
  const input = await readBookInput(options);
  const output = createOutput(options);
  const progress = createProgress();
  const signal = abortOnSignal();
  const startedAt = performance.now();
  const app = await openApp(input);
  try {
    await useModelOf(app, input, { named: options.model });
    const onProgress = ({ step, detail, ratio }: { step: string; detail: string; ratio: number | null }): void =>
      progress.update(`${step} ${detail}`, ratio);
    const report = await loadBook(app.deps, { signal, onProgress });
    progress.stop();
    await recordModel(app.deps, OPERATOR, app.book);
    await recordLoad(app.deps, OPERATOR, app.book, report);
    const { counts, hash } = app.deps.store.entities;
    const seconds = (performance.now() - startedAt) / 1000;
    const [book, stateHash] = await Promise.all([counts(), hash()]);
    const answer = { ...summaryOf(report, seconds), model: app.deps.scorer()?.version ?? null, book, stateHash };
    output.answer(answer, textOf(report, answer));
    for (const { providerId, problem } of report.sources) {
      if (problem === null) continue;
      say(`source ${providerId} could not be read to its end: ${problem}`);
      process.exitCode = 1;
    }
  } catch (error) {
    signal.throwIfAborted(); // however what was under way took it, it was stopped
    throw error;
  } finally {
    progress.stop();
    await app.close();
  }
}

interface LoadSummary {
  readonly records: number;
  readonly newEvents: number;
  readonly applied: number;
  readonly parked: number;
  readonly withheld: number;
  readonly scored: number;
  readonly seconds: number;
  readonly sources: LoadReport['sources'];
}

function summaryOf({ sources, applied, scored }: LoadReport, seconds: number): LoadSummary {
  const sum = (of: 'records' | 'events' | 'parked' | 'withheld'): number =>
    sources.reduce((total, source) => total + source[of], 0);
  return {
    records: sum('records'),
    newEvents: sum('events'),
    applied,
    parked: sum('parked'),
    withheld: sum('withheld'),
    scored,
    seconds: Math.round(seconds * 10) / 10,
    sources,
  };
}

function textOf(
  { sources }: LoadReport,
  summary: LoadSummary & { readonly model: string | null; readonly book: Readonly<Record<string, number>> },
): string {
  const { records, newEvents, parked, withheld, scored, seconds, model, book } = summary;
  const held = Object.entries(book).flatMap(([kind, count]) => (count > 0 ? `${count} ${kind}` : []));
  return [
    ...sources.map(
      ({ providerId, problem }) => `${providerId}: ${problem === null ? 'read to its end' : 'not read to its end'}`,
    ),
    `${records} records read, ${newEvents} new events, ${parked} rows parked, ${withheld} events after the book's date`,
    `${scored} open lines scored by ${model ?? 'the rules, as there is no model yet'}, ${seconds} s`,
    `the book holds ${held.join(', ')}`,
    ...(parked > 0 ? ['see the parked rows: promisegraph providers parked --config …'] : []),
  ].join('\n');
}
