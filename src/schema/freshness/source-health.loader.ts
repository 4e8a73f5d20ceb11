import type { SourceHealth } from '../../domain/staleness.ts';
import type { Answers } from '../../operations/answers.ts';

export type SourceHealthOf = (source: string) => Promise<SourceHealth>;

/** Reads the health of every source once a query, and only when someone asks. */
export function createSourceHealth({ sources, sourceStatuses }: Answers): SourceHealthOf {
  const allowedAges = new Map(sources.map(({ id, allowedAgeMs }) => [id, allowedAgeMs]));
  let statuses: ReturnType<Answers['sourceStatuses']> | undefined;
  return async (source) => {
    statuses ??= sourceStatuses();
    const { lastReadAt = null, failingSince = null } = (await statuses).get(source) ?? {};
    return { lastReadAt, failingSince, allowedAgeMs: allowedAges.get(source) ?? null };
  };
}
