import type { Attributes } from '../domain/record/order-record.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Snapshot } from './snapshot.ts';

/** What a book says under one name: text is a category, numbers are in the source's unit, null is unknown. */
export type Fact = string | number | null;

type LineFact = (line: OrderLine, order: Order) => string | null;

/** Facts that every book has under our own names, whatever its source calls them. */
export const OWN_FACTS: Readonly<Record<string, LineFact>> = {
  customerId: (_line, order) => order.customerId,
  itemId: (line) => line.itemId,
  siteId: (line) => line.siteId,
  supplierId: (line) => line.supplierId,
  carrierServiceId: (line) => line.carrierServiceId,
  channel: (_line, order) => order.channel,
  'shipTo.country': (_line, order) => order.shipTo?.country ?? null,
  'shipTo.region': (_line, order) => order.shipTo?.region ?? null,
};

/** A fact by name: the line's attributes, then the customer's, then the item's, then our own names. Null when nothing says it. */
export function factOf({ line, order, customer, item }: Snapshot, name: string): Fact {
  for (const attributes of [line.attributes, customer?.attributes, item?.attributes]) {
    const fact = attributeOf(attributes, name);
    if (fact !== undefined) return fact;
  }
  return OWN_FACTS[name]?.(line, order) ?? null;
}

/** A fact of the line or its order alone, for keys that must be known without a look at customer or item. */
export function lineFactOf(line: OrderLine, order: Order, name: string): Fact {
  return attributeOf(line.attributes, name) ?? OWN_FACTS[name]?.(line, order) ?? null;
}

/** The names under which a snapshot's sources say anything, ours left out. */
export function attributeNames({ line, customer, item }: Pick<Snapshot, 'line' | 'customer' | 'item'>): string[] {
  return [line.attributes, customer?.attributes, item?.attributes].flatMap((attributes) =>
    Object.keys(attributes ?? {}),
  );
}

function attributeOf(attributes: Attributes | undefined, name: string): Fact | undefined {
  return attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
