import type { RecordKind } from '../domain/record/record.ts';
import type { KindDescription } from '../providers/define-provider.ts';
import type { Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** A configured source and how it fares. */
export interface ProviderState {
  readonly id: string;
  /** The kind of source, such as `csv`. */
  readonly type: string;
  readonly kinds: readonly RecordKind[];
  /** What it offers for each of them, as far as that is known without reaching it. */
  readonly offers: readonly KindDescription[];
  readonly canLookUp: boolean;
  readonly actions: readonly string[];
  /** Milliseconds after which a record of it counts as stale; null: never. */
  readonly allowedAgeMs: number | null;
  /** When it was last read to the end; null before that. */
  readonly lastReadAt: Instant | null;
  /** Null while it answers. */
  readonly failingSince: Instant | null;
  readonly lastError: string | null;
  /** Rows set aside because they could not be read. */
  readonly parkedRows: number;
}

/** Every configured source, in the order of the configuration. Two statements; reaches no source. */
export async function listProviders({
  store,
  providers,
}: Pick<Deps, 'store' | 'providers'>): Promise<readonly ProviderState[]> {
  const [statuses, parked] = await Promise.all([store.sources.statuses(), store.parked.countByProvider()]);
  return providers.all.map(({ id, type, kinds, offers, lookup, actions, settings }) => {
    const { lastReadAt = null, failingSince = null, lastError = null } = statuses.get(id) ?? {};
    return {
      id,
      type,
      kinds,
      offers,
      canLookUp: lookup !== null,
      actions,
      allowedAgeMs: settings.allowedAgeMs,
      lastReadAt,
      failingSince,
      lastError,
      parkedRows: parked.get(id) ?? 0,
    };
  });
}
