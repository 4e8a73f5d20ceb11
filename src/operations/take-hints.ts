import type { ChangeHint } from '../providers/define-provider.ts';
import type { HostedProvider } from '../providers/host.ts';
import type { Deps } from './deps.ts';

/** What a waiting job asks to be looked up again. */
export interface RereadRecord {
  readonly providerId: string;
  readonly kind: ChangeHint['kind'];
  readonly key: string;
}

/**
 * Has what a source hinted at read again, never taken at its word: records that it names are looked up, a kind of which it names none is
 * read on. Hints that come before the work begins join the same job, so that a burst of them for one record costs one look.
 */
export async function takeHints(
  { store }: Pick<Deps, 'store'>,
  { id: providerId, lookup }: HostedProvider,
  hints: readonly ChangeHint[],
): Promise<void> {
  let readsOn = false;
  for (const { kind, keys = [] } of hints) {
    if (!lookup || keys.length === 0) readsOn = true;
    else {
      const records = [...new Set(keys)].map((key) => ({ providerId, kind, key }) satisfies RereadRecord);
      // The queue joins the lists of jobs that wait under one key.
      await store.jobs.add('reread-records', records, { key: `reread-records/${providerId}/${kind}` });
    }
  }
  if (readsOn) await store.jobs.add('read-provider', { providerId }, { key: readJobKey(providerId) });
}

/** At most one read of a source waits: a second request to read it is the same request. */
export function readJobKey(providerId: string): string {
  return `read-provider/${providerId}`;
}
