import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

const RETRY_MS = 1_000;

export interface Leadership {
  readonly stop: () => Promise<void>;
}

/**
 * Does some work while this process leads in a matter: one of all that ask does, and another takes over when it ends or loses its
 * connection. The work gets a signal that says when to end.
 */
export function lead(
  { connectionString, log }: { readonly connectionString: string; readonly log: Log },
  matter: string,
  work: (signal: AbortSignal) => Promise<void>,
): Leadership {
  const stopping = new AbortController();

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      const term = new AbortController();
      const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 10_000 });
      const end = (): void => term.abort();
      client.on('error', end).on('end', end);
      stopping.signal.addEventListener('abort', end, { once: true });
      try {
        await client.connect();
        if (await isMine(client, matter)) await work(term.signal);
      } catch (error) {
        log.debug({ matter, problem: messageOf(error) }, 'cannot lead now');
      }
      await client.end().catch(() => undefined);
      if (!stopping.signal.aborted) await pause(stopping.signal);
    }
  }

  const kept = keep();
  return {
    stop: async () => {
      stopping.abort();
      await kept;
    },
  };
}

async function isMine(client: pg.Client, matter: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
    [`promisegraph ${matter}`],
  );
  return rows[0]?.mine ?? false;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, RETRY_MS);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
