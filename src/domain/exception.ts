import type { Entity, Facets } from './entity.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import { lineIdOf } from './record/identifier.ts';
import type { Instant } from './time.ts';

type Opened = Facets['exception']['opened'];

/** A departure from plan that someone must see, as it now stands. */
export interface OrderException extends Omit<Opened, 'lineNumbers'> {
  readonly lineIds: readonly string[];
  readonly assignedTo: string | null;
  /** Null while it is open. */
  readonly resolvedAt: Instant | null;
  readonly provenance: Provenance;
}

/** Null while its opening has not arrived. */
export function toOrderException({ facets }: Entity<'exception'>): OrderException | null {
  if (!facets.opened) return null;
  const { lineNumbers, ...opened } = facets.opened.value;
  const resolved = facets.resolved && facets.resolved.stamp > facets.opened.stamp ? facets.resolved.value.at : null;
  return {
    ...opened,
    severity: facets.escalated?.value.severity ?? opened.severity,
    lineIds: opened.orderId ? lineNumbers.map((lineNumber) => lineIdOf(opened.orderId ?? '', lineNumber)) : [],
    assignedTo: facets.assigned?.value.to ?? null,
    resolvedAt: resolved,
    provenance: provenanceOf(facets),
  };
}
