import { createHash } from 'node:crypto';
import { headText, type Doer } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { redactValue } from '../domain/redact.ts';
import { SYSTEM } from '../domain/viewer.ts';
import { messageOf } from '../errors.ts';
import type { Deps } from './deps.ts';
import { recordDeed } from './record-deed.ts';

const PROCESS: Doer = { viewer: SYSTEM, address: null, transport: 'process' };

/** A run that has been written down. */
export interface RecordedRun {
  /** Writes down that it ends. Never throws: a database that is away does not keep a process from ending. */
  readonly end: () => Promise<void>;
}

/**
 * Writes down that a process begins to serve a book, with the fingerprint of its configuration, and logs the head of the audit log: where
 * logs are kept elsewhere, nobody can cut the audit log's tail unseen.
 */
export async function recordRun(
  { store, providers, log }: Pick<Deps, 'store' | 'providers' | 'log'>,
  book: string,
  config: Readonly<Record<string, unknown>>,
): Promise<RecordedRun> {
  const target = { kind: 'book', id: book };
  const told = { ...config, providers: providers.all.map((provider) => provider.describe()) };
  const run = { configuration: fingerprintOf(told) };
  await store.transaction((tx) =>
    recordDeed(tx, PROCESS, { action: 'process.start', target, before: null, after: run }),
  );
  log.info({ head: headText(await store.audit.head()) }, 'audit log');
  return {
    end: async () => {
      try {
        await store.transaction((tx) =>
          recordDeed(tx, PROCESS, { action: 'process.stop', target, before: run, after: null }),
        );
        log.info({ head: headText(await store.audit.head()) }, 'audit log');
      } catch (error) {
        log.warn({ problem: messageOf(error) }, 'that this process ends could not be written down');
      }
    },
  };
}

/** The same for the same configuration; it tells nothing of what the configuration says, and secrets have no part in it. */
function fingerprintOf(config: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(canonicalJson(redactValue(config)))
    .digest('hex')
    .slice(0, 16);
}
