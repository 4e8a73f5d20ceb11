import type { RecordKind } from '../../../src/providers/index.ts';
import type { TrytonConfig } from '../config.ts';
import { customerKind } from './customer.ts';
import { inventoryKind } from './inventory.ts';
import { invoiceKind } from './invoice.ts';
import { itemKind } from './item.ts';
import type { TrytonKind } from './kind.ts';
import { orderKind } from './order.ts';
import { shipmentKind } from './shipment.ts';
import { siteKind } from './site.ts';
import { supplyKind } from './supply.ts';

/** The record kinds that Tryton has. */
export const TRYTON_KINDS = [
  'site',
  'item',
  'customer',
  'order',
  'inventory',
  'supply',
  'shipment',
  'invoice',
] as const;

export type KindsOfTryton = Readonly<Partial<Record<RecordKind, TrytonKind>>>;

export function kindsOf(
  config: Pick<TrytonConfig, 'overlapMs' | 'zone'>,
): Readonly<Record<(typeof TRYTON_KINDS)[number], TrytonKind>> {
  return {
    site: siteKind(config),
    item: itemKind(config),
    customer: customerKind(config),
    order: orderKind(config),
    inventory: inventoryKind(config),
    supply: supplyKind(config),
    shipment: shipmentKind(config),
    invoice: invoiceKind(config),
  };
}
