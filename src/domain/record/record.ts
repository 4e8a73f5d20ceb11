import { z } from 'zod';
import { inventoryIdOf } from './identifier.ts';
import { ConditionRecord, ExceptionRecord, InvoiceRecord, ReturnRecord } from './incident-records.ts';
import { CarrierServiceRecord, CustomerRecord, ItemRecord, SiteRecord } from './master-records.ts';
import { OrderRecord } from './order-record.ts';
import { ShipmentRecord } from './shipment-record.ts';
import { InventoryRecord, SupplyRecord } from './stock-records.ts';

/** Every kind of record a source can give, with its schema. */
export const RECORDS = {
  site: SiteRecord,
  item: ItemRecord,
  customer: CustomerRecord,
  carrierService: CarrierServiceRecord,
  order: OrderRecord,
  inventory: InventoryRecord,
  supply: SupplyRecord,
  shipment: ShipmentRecord,
  condition: ConditionRecord,
  exception: ExceptionRecord,
  invoice: InvoiceRecord,
  return: ReturnRecord,
} as const;

export type RecordKind = keyof typeof RECORDS;
export type RecordOf<K extends RecordKind> = z.infer<(typeof RECORDS)[K]>;
export type CanonicalRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Kinds in the order in which a source is read: what others refer to comes first. */
export const RECORD_KINDS = Object.keys(RECORDS) as readonly RecordKind[];
export const RecordKindSchema = z.enum(RECORD_KINDS as [RecordKind, ...RecordKind[]]);

/** The key of a record within its kind. */
export function keyOf(record: CanonicalRecord): string {
  return record.kind === 'inventory' ? inventoryIdOf(record.itemId, record.siteId) : record.id;
}
