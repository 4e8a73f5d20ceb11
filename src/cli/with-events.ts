import { openApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { collectEvents } from '../operations/collect-events.ts';
import type { EventSource } from '../operations/collect-examples.ts';
import type { Deps } from '../operations/deps.ts';
import { createHost } from '../providers/create-host.ts';
import { readBookInput, type BookInput, type BookOptions } from './book-options.ts';
import { createProgress, say, type Progress } from './output.ts';
import { abortOnSignal } from './signals.ts';

/** What training and evaluation work with. */
export interface EventsAtHand {
  readonly events: EventSource;
  /** The book that they come from; null when none is open. */
  readonly book: Pick<Deps, 'store'> | null;
  readonly input: BookInput;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Runs work on a book's events: those of a file when `--from` names one, or of sources that are recordings, without touching the
 * database; else the book's own.
 */
export async function withEvents<T>(options: BookOptions, work: (at: EventsAtHand) => Promise<T>): Promise<T> {
  const input = await readBookInput(options);
  const progress = createProgress();
  const at = { input, signal: abortOnSignal(), progress };
  try {
    const needsNoBook = options.from !== undefined || isRecorded(input);
    return await (needsNoBook ? onSources(at, work) : onBook(at, work));
  } catch (error) {
    at.signal.throwIfAborted(); // however what was under way took it, it was stopped
    throw error;
  } finally {
    progress.stop();
  }
}

type Surroundings = Omit<EventsAtHand, 'events' | 'book'>;

async function onSources<T>(at: Surroundings, work: (at: EventsAtHand) => Promise<T>): Promise<T> {
  const { loaded, asOf, log } = at.input;
  const now = systemClock();
  const host = createHost(loaded.config.providers, { baseDir: loaded.baseDir, now, log });
  try {
    const collected = await collectEvents(host.all, {
      now: now(),
      until: asOf,
      signal: at.signal,
      onProgress: (kind, ratio) => at.progress.update(`read ${kind}`, ratio),
    });
    if (collected.unreadable > 0) {
      say(`${collected.unreadable} rows could not be read and are left out; promisegraph load says which`);
    }
    return await work({ ...at, book: null, events: () => inOnePiece(collected.events) });
  } finally {
    await host.close();
  }
}

/** Whether the sources can tell all that the book was ever told. */
function isRecorded({ loaded }: BookInput): boolean {
  const { providers } = loaded.config;
  return providers.length > 0 && providers.every(({ definition }) => definition.isRecorded === true);
}

async function onBook<T>(at: Surroundings, work: (at: EventsAtHand) => Promise<T>): Promise<T> {
  const app = await openApp(at.input);
  try {
    return await work({ ...at, book: app.deps, events: () => app.deps.store.inbox.replay(at.input.asOf) });
  } finally {
    await app.close();
  }
}

async function* inOnePiece<T>(events: readonly T[]): AsyncIterable<readonly T[]> {
  yield await Promise.resolve(events);
}
