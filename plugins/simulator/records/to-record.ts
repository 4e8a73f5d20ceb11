import type { RecordOf } from '../../../src/providers/index.ts';
import type { StateByKind, StateKind } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { conditionRecord, exceptionRecord, invoiceRecord, returnRecord } from './incident.ts';
import { carrierServiceRecord, customerRecord, itemRecord, siteRecord } from './master.ts';
import { orderRecord } from './order.ts';
import { inventoryRecord, shipmentRecord, supplyRecord } from './stock.ts';

/** How the systems of the distributor show what they know, kind by kind. */
const TO_RECORD: { readonly [K in StateKind]: (state: StateByKind[K]) => RecordOf<K> } = {
  site: siteRecord,
  item: itemRecord,
  customer: customerRecord,
  carrierService: carrierServiceRecord,
  order: orderRecord,
  inventory: inventoryRecord,
  supply: supplyRecord,
  shipment: shipmentRecord,
  condition: conditionRecord,
  exception: exceptionRecord,
  invoice: invoiceRecord,
  return: returnRecord,
};

/** A thing of the world as it is now, as a canonical record; null when there is none. */
export function recordIn<K extends StateKind>(world: World, kind: K, id: string): RecordOf<K> | null {
  const state = world.get(kind, id);
  return state === undefined ? null : TO_RECORD[kind](state);
}
