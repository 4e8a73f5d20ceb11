import type { SourceHealth } from '../../domain/staleness.ts';
import type { Deps } from '../../operations/deps.ts';

export type SourceHealthOf = (source: string) => Promise<SourceHealth>;

/** Reads the health of every source once a query, and only when someone asks. */
export function createSourceHealth({ store, providers }: Deps): SourceHealthOf {
  const allowedAges = new Map(providers.all.map(({ id, settings }) => [id, settings.allowedAgeMs]));
  let statuses: ReturnType<typeof store.sources.statuses> | undefined;
  return async (source) => {
    statuses ??= store.sources.statuses();
    const { lastReadAt = null, failingSince = null } = (await statuses).get(source) ?? {};
    return { lastReadAt, failingSince, allowedAgeMs: allowedAges.get(source) ?? null };
  };
}
