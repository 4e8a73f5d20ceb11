import type { CanonicalRecord } from '../record/record.ts';
import type { LinkedKind } from './link-rule.ts';

/** Gives an id another name. */
export type Rename = (kind: LinkedKind, id: string) => string;

/** A record with every id of a kind that can be linked renamed: its own and those that it refers to. What names nothing stays. */
export function renameIds(record: CanonicalRecord, rename: Rename): CanonicalRecord {
  const maybe = (kind: LinkedKind, id: string | null): string | null => (id === null ? null : rename(kind, id));
  switch (record.kind) {
    case 'order':
      return {
        ...record,
        id: rename('order', record.id),
        customerId: rename('customer', record.customerId),
        lines: record.lines.map((line) => ({
          ...line,
          itemId: rename('item', line.itemId),
          siteId: maybe('site', line.siteId),
          carrierServiceId: maybe('carrierService', line.carrierServiceId),
        })),
      };
    case 'shipment':
      return {
        ...record,
        id: rename('shipment', record.id),
        carrierServiceId: maybe('carrierService', record.carrierServiceId),
        lines: record.lines.map((line) => ({ ...line, orderId: rename('order', line.orderId) })),
      };
    case 'item':
      return {
        ...record,
        id: rename('item', record.id),
        substituteIds: record.substituteIds.map((id) => rename('item', id)),
      };
    case 'carrierService':
      return {
        ...record,
        id: rename('carrierService', record.id),
        cutoffs: record.cutoffs.map((cutoff) => ({ ...cutoff, siteId: rename('site', cutoff.siteId) })),
      };
    case 'customer':
      return { ...record, id: rename('customer', record.id) };
    case 'site':
      return { ...record, id: rename('site', record.id) };
    case 'inventory':
    case 'supply':
      return { ...record, itemId: rename('item', record.itemId), siteId: rename('site', record.siteId) };
    case 'condition':
      return {
        ...record,
        siteId: maybe('site', record.siteId),
        carrierServiceId: maybe('carrierService', record.carrierServiceId),
      };
    case 'exception':
      return { ...record, orderId: maybe('order', record.orderId) };
    case 'invoice':
    case 'return':
      return { ...record, orderId: rename('order', record.orderId) };
  }
}

/** Every id that `renameIds` would rename, each once. */
export function idsIn(record: CanonicalRecord): readonly { readonly kind: LinkedKind; readonly id: string }[] {
  const found = new Map<string, { kind: LinkedKind; id: string }>();
  renameIds(record, (kind, id) => {
    found.set(`${kind}/${id}`, { kind, id });
    return id;
  });
  return [...found.values()];
}

/** What a field of a record says, for comparing: `id`, `reference` or `attributes.<name>`; null where it says nothing. */
export function keyIn(record: CanonicalRecord, field: string): string | null {
  const [first = '', name = ''] = field.split(/\.(.*)/su);
  if (first === 'attributes') {
    const value = 'attributes' in record ? record.attributes[name] : undefined;
    return value === undefined || value === null ? null : String(value);
  }
  if (first === 'reference') return 'reference' in record ? (record.reference ?? null) : null;
  return 'id' in record ? record.id : null;
}
