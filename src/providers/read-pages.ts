import type { Cursor, ReadPage } from './define-provider.ts';
import type { CheckedPage } from './host.ts';
import { linkSignals } from './link-signals.ts';
import type { Caller } from './policy.ts';

/** Opens the source's own reader at a cursor. The signal aborts when the reader is given up. */
export type OpenReader = (cursor: Cursor, signal: AbortSignal) => AsyncIterable<ReadPage>;

interface ReadOptions {
  /** Names the call in errors. */
  readonly what: string;
  readonly cursor: Cursor;
  readonly caller: Caller;
  /** Works once more with a new client when the source no longer knows its session. */
  readonly withSession: <T>(work: () => Promise<T>) => Promise<T>;
  readonly open: OpenReader;
  readonly check: (page: ReadPage) => CheckedPage;
  /** Either ends the read. */
  readonly signals: readonly [AbortSignal, AbortSignal];
}

/** Pages to the end. Each is one call; after a failure the source is opened anew where the last page that was given out ended. */
export async function* readPages({
  what,
  cursor: start,
  caller,
  withSession,
  open,
  check,
  signals,
}: ReadOptions): AsyncGenerator<CheckedPage> {
  const { signal, unlink } = linkSignals(...signals);
  let cursor = start;
  let reader: Reader | null = null;

  async function nextPage(callSignal: AbortSignal): Promise<IteratorResult<ReadPage, unknown>> {
    reader ??= startReader(open, cursor);
    const current = reader;
    const giveUp = (): void => {
      if (reader === current) reader = null;
      current.stop();
    };
    callSignal.addEventListener('abort', giveUp, { once: true });
    try {
      return await current.next();
    } catch (error) {
      giveUp();
      throw error;
    } finally {
      callSignal.removeEventListener('abort', giveUp);
    }
  }

  try {
    for (;;) {
      const page = await caller.call(what, (callSignal) => withSession(() => nextPage(callSignal)), signal);
      if (page.done) {
        reader = null;
        return;
      }
      const checked = check(page.value);
      yield checked;
      cursor = checked.cursor;
    }
  } finally {
    unlink();
    stopReader(reader);
  }
}

interface Reader {
  readonly next: () => Promise<IteratorResult<ReadPage, unknown>>;
  readonly stop: () => void;
}

function startReader(open: OpenReader, cursor: Cursor): Reader {
  const controller = new AbortController();
  const iterator = open(cursor, controller.signal)[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    stop: () => {
      controller.abort();
      // A reader that hangs never returns: nobody waits for it, and what it throws now concerns nobody.
      iterator.return?.().catch(() => undefined);
    },
  };
}

function stopReader(reader: Reader | null): void {
  reader?.stop();
}
