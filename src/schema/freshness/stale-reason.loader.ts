import DataLoader from 'dataloader';
import { staleReasonOf } from '../../domain/staleness.ts';
import type { Answers } from '../../operations/answers.ts';
import type { AskedProvenance } from './freshen.loader.ts';
import type { SourceHealthOf } from './source-health.loader.ts';

/** Why a record cannot be relied on; null when it can. One read of all source statuses a query. */
export function createStaleReasonLoader(
  { now }: Answers,
  healthOf: SourceHealthOf,
): DataLoader<AskedProvenance, string | null> {
  return new DataLoader<AskedProvenance, string | null>(
    (provenances) =>
      Promise.all(
        provenances.map(async (provenance) =>
          staleReasonOf(provenance, await healthOf(provenance.source), provenance.asked ?? null, now()),
        ),
      ),
    { name: 'staleReason' },
  );
}
