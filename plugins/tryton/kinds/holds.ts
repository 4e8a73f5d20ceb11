import { HOLD_KINDS, z } from '../../../src/providers/index.ts';
import { changedAtOf } from '../wire.ts';
import type { NoteRow, OrderShipmentRow, SaleRow } from './order-rows.ts';

const HoldKind = z.enum(HOLD_KINDS);

/** The text that a hold leaves on its sale; read back, it tells kind and reason of the shipments that stand still. */
export function holdText(kind: string, reason: string | null): string {
  return `Hold (${kind}): ${reason ?? 'no reason given'}`;
}

/**
 * What blocks an order. Tryton has no holds: a shipment of a confirmed sale that is back in draft is one, and so is a sale that is
 * not confirmed yet.
 */
export function holdsOf(
  sale: SaleRow,
  shipments: readonly OrderShipmentRow[],
  notes: readonly NoteRow[],
): readonly object[] {
  if (sale.state === 'draft' || sale.state === 'quotation')
    return [
      {
        ...BY_HAND,
        id: 'quotation',
        reason: 'the sale is not confirmed',
        placedAt: changedAtOf([{ ...sale, write_date: null }]),
      },
    ];
  if (sale.state === 'cancelled') return [];
  const word = wordOf(notes);
  return shipments
    .filter(({ state }) => state === 'draft')
    .map((shipment) => ({
      ...(word ?? { ...BY_HAND, placedAt: changedAtOf([shipment]) }),
      id: shipment.number,
      lineNumber: null,
    }));
}

const BY_HAND = { kind: 'manual', reason: null, lineNumber: null } as const;

/** What the latest note says; null when it tells of a release, and the shipments were stopped by hand since. */
function wordOf(notes: readonly NoteRow[]): object | null {
  const latest = [...notes].sort((one, other) => one.id - other.id).at(-1);
  const [, kind = '', reason = ''] = /^Hold \((\w+)\): ([^\n]*)/.exec(latest?.message ?? '') ?? [];
  if (!latest || !HoldKind.safeParse(kind).success) return null;
  return { kind, reason, placedAt: changedAtOf([{ ...latest, write_date: null }]) };
}
