import { setMaxListeners } from 'node:events';
import type { Log } from '../log.ts';
import type { CallContext, ProviderDefinition } from './define-provider.ts';
import { createConnection, type Connection } from './connection.ts';
import { toFailure } from './failure.ts';
import { createCaller, PATIENCE, type Patience } from './policy.ts';
import type { Cursor, ReadPage } from './reading.ts';
import type { CheckedPage } from './host.ts';
import { readPages } from './read-pages.ts';
import { linkSignals } from './link-signals.ts';
import type { ParsedSettings } from './settings.ts';

/** Work with a source's client. */
export type ClientWork<T> = (client: unknown, context: CallContext) => T | Promise<T>;

/** One source behind its door: a client made when needed, and every call of it under the host's rules. */
export interface Session {
  /** With retries, breaker, rate limit, timeout and, where the source has forgotten us, one new client. */
  readonly call: <T>(what: string, work: ClientWork<T>) => Promise<T>;
  /** One attempt under the timeout alone. */
  readonly once: <T>(what: string, work: ClientWork<T>) => Promise<T>;
  /** Pages to the end, each one call; after a failure from where the last page ended. */
  readonly pages: (what: string, options: PagesOptions) => AsyncIterable<CheckedPage>;
  /** Pieces that have no cursor, each one attempt: what fails in between fails as a whole. */
  readonly pieces: <T>(what: string, open: OpenPieces<T>, signal: AbortSignal) => AsyncIterable<T>;
  /** Work without an end of its own, until a signal aborts. */
  readonly lasting: (what: string, work: ClientWork<void>, signal: AbortSignal) => Promise<void>;
  /** A broken contract is found outside the door, and is told as inside: by whom, at what, without secrets. */
  readonly naming: <T>(what: string, work: () => T) => T;
  /** Makes the client now. */
  readonly connect: () => void;
  /** Stops every call and frees what the client holds. */
  readonly close: () => Promise<void>;
}

type OpenPieces<T> = (client: unknown, context: CallContext) => AsyncIterable<T>;

interface PagesOptions {
  readonly cursor: Cursor;
  readonly open: (client: unknown, cursor: Cursor, context: CallContext) => AsyncIterable<ReadPage>;
  readonly check: (page: ReadPage) => CheckedPage;
  readonly signal: AbortSignal;
}

interface SessionOptions {
  readonly definition: ProviderDefinition;
  readonly parsed: ParsedSettings;
  readonly connect: (signal: AbortSignal) => unknown;
  /** Already without secrets. */
  readonly log: Log;
  readonly patience: Partial<Patience>;
}

export function createSession({ definition, parsed, connect, log, patience }: SessionOptions): Session {
  const { settings, redaction } = parsed;
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // one listener per call under way
  const caller = createCaller({ settings, redaction, log, patience: { ...PATIENCE, ...patience } });
  const connection: Connection<unknown> = createConnection(
    () => connect(stop.signal),
    async (client) => definition.close?.(client),
  );

  function failed(what: string, error: unknown): Error {
    return redaction.error(toFailure(error, settings.id, what));
  }

  function naming<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw failed(what, error);
    }
  }

  function inSession<T>(work: ClientWork<T>, signal: AbortSignal): Promise<T> {
    return connection.withSession(async (client) => work(client, { signal, log }));
  }

  async function* pieces<T>(what: string, open: OpenPieces<T>, signal: AbortSignal): AsyncGenerator<T> {
    const { signal: linked, unlink } = linkSignals(signal, stop.signal);
    try {
      const iterator = open(connection.client(), { signal: linked, log })[Symbol.asyncIterator]();
      for (;;) {
        const next = await caller.once(what, () => iterator.next(), linked);
        if (next.done) return;
        yield next.value;
      }
    } finally {
      unlink();
    }
  }

  async function lasting(what: string, work: ClientWork<void>, signal: AbortSignal): Promise<void> {
    const { signal: linked, unlink } = linkSignals(signal, stop.signal);
    try {
      await inSession(work, linked);
    } catch (error) {
      if (!linked.aborted) throw failed(what, error);
    } finally {
      unlink();
    }
  }

  return {
    call: (what, work) => caller.call(what, (signal) => inSession(work, signal), stop.signal),
    once: (what, work) => caller.once(what, (signal) => inSession(work, signal), stop.signal),
    pages: (what, { cursor, open, check, signal }) =>
      readPages({
        what,
        cursor,
        caller,
        withSession: (work) => connection.withSession(work),
        open: (from, readSignal) => open(connection.client(), from, { signal: readSignal, log }),
        check: (page) => naming(what, () => check(page)),
        signals: [signal, stop.signal],
      }),
    pieces,
    lasting,
    naming,
    connect: () => void connection.client(),
    close: async () => {
      stop.abort();
      if (!definition.close || !connection.isOpen()) return;
      await caller.once('close', async () => definition.close?.(connection.client()), new AbortController().signal);
    },
  };
}
