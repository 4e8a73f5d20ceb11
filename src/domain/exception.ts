import type { Entity, Facets } from './entity.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import { lineIdOf } from './record/identifier.ts';
import type { Instant } from './time.ts';

type Opened = Facets['exception']['opened'];

/** Where an exception stands in its life. An escalated one may also be assigned. */
export const EXCEPTION_STATUSES = ['open', 'assigned', 'escalated', 'resolved', 'reopened'] as const;
export type ExceptionStatus = (typeof EXCEPTION_STATUSES)[number];

/** The source of exceptions that no source told of. */
export const RAISED_HERE = 'promisegraph';

/** A departure from plan that someone must see, as it now stands. */
export interface OrderException extends Omit<Opened, 'lineNumbers'> {
  readonly lineIds: readonly string[];
  readonly assignedTo: string | null;
  /** Null while it is open. */
  readonly resolvedAt: Instant | null;
  /** What was done about it; null while it is open, and when its source does not say. */
  readonly resolution: string | null;
  readonly status: ExceptionStatus;
  readonly provenance: Provenance;
}

/** Null while its opening has not arrived. */
export function toOrderException({ facets }: Entity<'exception'>): OrderException | null {
  if (!facets.opened) return null;
  const { lineNumbers, ...opened } = facets.opened.value;
  const { stamp } = facets.opened; // of the last opening: what came before it is over
  const resolved = facets.resolved && facets.resolved.stamp > stamp ? facets.resolved.value : null;
  const escalated = facets.escalated && facets.escalated.stamp > stamp ? facets.escalated.value.severity : null;
  const status = resolved
    ? 'resolved'
    : escalated
      ? 'escalated'
      : facets.assigned?.value.to
        ? 'assigned'
        : facets.resolved
          ? 'reopened'
          : 'open';
  return {
    ...opened,
    severity: escalated ?? opened.severity,
    lineIds: opened.orderId ? lineNumbers.map((lineNumber) => lineIdOf(opened.orderId ?? '', lineNumber)) : [],
    assignedTo: facets.assigned?.value.to ?? null,
    resolvedAt: resolved?.at ?? null,
    resolution: resolved?.resolution ?? null,
    status,
    provenance: provenanceOf(facets),
  };
}
