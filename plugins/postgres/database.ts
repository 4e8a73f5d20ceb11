import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { PostgresConfig } from './config.ts';
import { toProviderError } from './failure.ts';

/** What an answer holds: rows of texts, an empty text for NULL, and what the server says of each column. */
export interface Answer {
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly { readonly type: number; readonly modifier: number }[];
}

/** One database, read only. */
export interface Database {
  /** One statement with its values beside it. Throws `ProviderError`. */
  readonly ask: (sql: string, values: readonly unknown[], signal: AbortSignal) => Promise<Answer>;
  /** Listens on channels until the signal aborts; throws when the connection ends before. `onReady` is told once it does. */
  readonly listen: (
    channels: readonly string[],
    on: { readonly ready: () => void; readonly told: (channel: string, payload: string) => void },
    signal: AbortSignal,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Milliseconds that a connection may take to be made. */
const CONNECT_MS = 10_000;

/** Milliseconds in which connections may take their leave before they are cut. */
const LEAVE_MS = 200;

/** Every value as the server writes it, so that no digit of a number or a time is lost on the way. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** Makes no connection yet. */
export function openDatabase({ url, connections, statementTimeoutMs }: PostgresConfig): Database {
  const sockets = new Set<Socket>();
  const options: pg.ClientConfig = {
    connectionString: url,
    application_name: 'promisegraph',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: AS_TEXT,
    stream: openSocket,
  };
  const pool = new pg.Pool({ ...options, max: connections, idleTimeoutMillis: 60_000 });
  pool.on('error', () => undefined); // an idle connection that ends is replaced when one is needed
  const prepared = new WeakSet<pg.ClientBase>();

  /** Once for each connection: nothing that it is asked can write, and times and numbers are written in one way only. */
  async function prepare(client: pg.ClientBase): Promise<void> {
    if (prepared.has(client)) return;
    await client.query(
      `SET default_transaction_read_only = on; SET statement_timeout = ${statementTimeoutMs}; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'`,
    );
    prepared.add(client);
  }

  async function ask(sql: string, values: readonly unknown[], signal: AbortSignal): Promise<Answer> {
    const connecting = pool.connect();
    const client = await untilAborted(connecting, signal).catch((error: unknown) => {
      connecting.then(
        (late) => late.release(true),
        () => undefined,
      );
      throw toProviderError(error);
    });
    try {
      const asked = prepare(client).then(() =>
        client.query<(string | null)[]>({ text: sql, values: [...values], rowMode: 'array' }),
      );
      const { rows, fields } = await untilAborted(asked, signal);
      client.release();
      return {
        rows: rows.map((row) => row.map((cell) => cell ?? '')),
        columns: fields.map(({ dataTypeID, dataTypeModifier }) => ({ type: dataTypeID, modifier: dataTypeModifier })),
      };
    } catch (error) {
      client.release(!(error instanceof pg.DatabaseError)); // one that hangs or was cut is of no more use
      throw toProviderError(error);
    }
  }

  return {
    ask,
    listen: async (channels, on, signal) => {
      const client = new pg.Client(options);
      const ended = new Promise<never>((_resolve, reject) => {
        client.on('error', reject);
        client.on('end', () => reject(new Error('expected the connection to last, it ended')));
      });
      client.on('notification', ({ channel, payload = '' }) => on.told(channel, payload));
      try {
        await untilAborted(Promise.race([ended, listening(client, channels)]), signal);
        on.ready();
        await untilAborted(ended, signal);
      } catch (error) {
        if (!signal.aborted) throw toProviderError(error);
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    close: async () => {
      const ended = pool.end();
      await Promise.race([ended, sleep(LEAVE_MS)]);
      for (const socket of sockets) socket.destroy(); // one that is still being made would be waited for
      await ended;
    },
  };

  function openSocket(): Socket {
    const socket = new Socket();
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    return socket;
  }

  async function listening(client: pg.Client, channels: readonly string[]): Promise<void> {
    await client.connect();
    await prepare(client);
    for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  }
}

/** Rejects as soon as the signal aborts. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Error('the call was aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
