import { createHash } from 'node:crypto';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

export interface Listening {
  readonly connectionString: string;
  readonly log: Log;
  readonly channel: string;
  /** Milliseconds between two calls when no notification comes, and before a lost connection is made anew; 1,000 unless told. */
  readonly everyMs?: number;
}

/**
 * Calls back on each notification of a channel with what it carries, over a connection of its own that is made anew whenever it is lost; and once
 * a second besides, with an empty text, so that a notification lost with the connection only costs that long. Returns what stops it.
 */
export async function listen(
  { connectionString, log, channel, everyMs = 1000 }: Listening,
  callback: (payload: string) => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let stopped = false;
  let connecting: Promise<void> = connect();
  const timer = setInterval(() => {
    if (client === null) connecting = connecting.then(() => (client === null ? connect() : undefined));
    callback('');
  }, everyMs);
  await connecting;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 10_000 });
    next.on('notification', ({ payload = '' }) => callback(payload));
    next.on('error', (error) => lose(next, error));
    next.on('end', () => lose(next));
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      client = next;
    } catch (error) {
      log.warn({ channel, err: messageOf(error) }, 'cannot listen for changes, will try again');
      await next.end().catch(() => undefined);
    }
  }

  function lose(lost: pg.Client, error?: Error): void {
    if (client !== lost) return;
    client = null;
    if (!stopped)
      log.warn({ channel, err: error?.message }, 'lost the connection that listens for changes, will make it anew');
  }

  return async () => {
    stopped = true;
    clearInterval(timer);
    await connecting;
    await client?.end();
  };
}

/** A channel of a book. Channels belong to the whole database, and names have 63 bytes at most: a hash keeps two books apart. */
export function channelOf(purpose: 'inbox', schema: string): string {
  return `${purpose}_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`;
}
