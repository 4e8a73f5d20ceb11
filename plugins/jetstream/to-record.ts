import { z } from 'zod';
import type { RecordKind } from '../../src/providers/index.ts';
import type { Source } from './config.ts';
import { applyFields, valueAt } from './fields.ts';
import type { CloudEvent } from './wire.ts';

/** What an event says of its kind's records. */
export type Said =
  | { readonly record: Readonly<Record<string, unknown>> }
  | { readonly removed: string }
  /** Of another type: it is not for this kind. */
  | { readonly passedOver: true }
  | { readonly problem: string };

const Data = z.record(z.string(), z.unknown());
const PREFIX = 'promisegraph.';

/** Canonical types that carry a whole record, or the news that it is gone, as `{ key, record }`. */
const CHANGED: Readonly<Record<string, RecordKind>> = {
  'customer.changed': 'customer',
  'item.changed': 'item',
  'site.changed': 'site',
  'carrierService.changed': 'carrierService',
  'inventory.adjusted': 'inventory',
  'supply.scheduled': 'supply',
  'condition.raised': 'condition',
  'invoice.issued': 'invoice',
  'return.authorized': 'return',
};
const Changed = z.object({ key: z.string().min(1), record: Data.nullable() });
const Placed = z.object({ header: Data, lines: z.array(z.object({ content: Data, promise: Data })) });

/** The record of an event: its data, by the fields of the configuration or as it is, or what a canonical event of ours holds. */
export function toRecord(event: CloudEvent, { kind, types, removedTypes, removedKey, fields }: Source): Said {
  if (removedTypes.includes(event.type)) {
    const key = valueAt(event.data, removedKey);
    if (typeof key === 'string' && key !== '') return { removed: key };
    return { problem: `expected the key of a ${kind} at ${removedKey} in the data, came none` };
  }
  if (types && !types.includes(event.type)) return { passedOver: true };
  if (event.type.startsWith(PREFIX) && !fields) return fromCanonical(event, kind);
  const data = Data.safeParse(event.data);
  if (!data.success) return { problem: 'expected an object in the data, came something else' };
  return { record: dated({ ...(fields ? applyFields(fields, data.data) : data.data), kind }, event) };
}

function fromCanonical(event: CloudEvent, kind: RecordKind): Said {
  const type = event.type.slice(PREFIX.length);
  if (type === 'order.placed') {
    const placed = Placed.safeParse(event.data);
    if (kind !== 'order') return { passedOver: true };
    if (!placed.success) return { problem: 'expected the data of order.placed, came something else' };
    const { header, lines } = placed.data;
    return {
      record: dated(
        { ...header, kind, lines: lines.map(({ content, promise }) => ({ ...content, ...promise })) },
        event,
      ),
    };
  }
  const own = CHANGED[type];
  if (own === undefined) return { problem: `${event.type} carries no whole record: post it to /events` };
  if (own !== kind) return { passedOver: true };
  const changed = Changed.safeParse(event.data);
  if (!changed.success) return { problem: `expected the data of ${type}, came something else` };
  const { key, record } = changed.data;
  return record === null ? { removed: key } : { record: dated({ ...record, kind }, event) };
}

/** A record that does not say when it changed did so when the event happened. */
function dated(record: Readonly<Record<string, unknown>>, { time }: CloudEvent): Readonly<Record<string, unknown>> {
  return { ...record, changedAt: record.changedAt ?? time ?? null };
}
