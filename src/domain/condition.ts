import type { Entity } from './entity.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import type { ConditionRecord } from './record/incident-records.ts';
import type { Instant } from './time.ts';

/** Something outside the company that bears on its work, as it now stands. */
export interface Condition extends Omit<ConditionRecord, 'kind' | 'changedAt'> {
  readonly provenance: Provenance;
}

/** Null when its source no longer has it, and while only its end has arrived. */
export function toCondition({ facets }: Entity<'condition'>): Condition | null {
  const { record, cleared } = facets;
  if (!record?.value) return null;
  const { kind: _kind, changedAt: _changedAt, ...condition } = record.value;
  const isOver = cleared !== undefined && cleared.stamp > record.stamp; // raised anew, an earlier end counts no more
  return {
    ...condition,
    clearedAt: isOver ? cleared.value.at : condition.clearedAt,
    provenance: provenanceOf(facets),
  };
}

/** Whether it holds at an instant: raised by then, and not cleared. */
export function isInForce({ raisedAt, clearedAt }: Pick<Condition, 'raisedAt' | 'clearedAt'>, at: Instant): boolean {
  return raisedAt <= at && (clearedAt === null || clearedAt > at);
}

/** Where a line leaves from, where it goes and how. Null where that is not known. */
export interface Path {
  readonly siteId: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly carrierServiceId: string | null;
}

/** Whether a condition bears on a path: each limit that it names must be met. A region may be named by its country. */
export function bearsOn({ siteId, region, carrierServiceId }: Condition, path: Path): boolean {
  return (
    (siteId === null || siteId === path.siteId) &&
    (region === null || region === path.region || region === path.country) &&
    (carrierServiceId === null || carrierServiceId === path.carrierServiceId)
  );
}
