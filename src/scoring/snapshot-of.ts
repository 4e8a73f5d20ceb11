import type { Turn } from '../domain/atp.ts';
import { bearsOn, isInForce } from '../domain/condition.ts';
import type { OrderException } from '../domain/exception.ts';
import type { Supply } from '../domain/master-data.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Instant } from '../domain/time.ts';
import type { ItemAtSite } from './item-at-sites.ts';
import type { SiteStock, Snapshot } from './snapshot.ts';
import type { Surroundings } from './surroundings.ts';

/** A line with its order, as they stand. */
export interface LineOfOrder {
  readonly line: OrderLine;
  readonly order: Order;
  readonly orderLineCount: number;
  /** Its history keys by history name. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Puts together all that is known of a line at an instant. The only place that does: what a score sees when it is recorded and what
 * a model saw when it was trained are the same. What is announced for later (a hold, an exception, a condition) is not there yet.
 */
export function snapshotOf(
  around: Surroundings,
  { line, order, orderLineCount, keys }: LineOfOrder,
  asOf: Instant,
): Snapshot {
  const item = around.item(line.itemId);
  const stock = stockOf(around, line.itemId, line);
  const own = stock.find(({ siteId }) => siteId === line.siteId);
  const history: Record<string, ReturnType<Surroundings['history']>> = {};
  for (const name in keys) history[name] = around.history(keys[name] ?? '');
  return {
    asOf,
    line,
    order: withoutLater(order, asOf),
    orderLineCount,
    customer: around.customer(order.customerId),
    item,
    inventory: own?.inventory ?? null,
    stock,
    substitutes: (item?.substituteIds ?? []).map((itemId) => ({ itemId, stock: stockOf(around, itemId, line) })),
    site: line.siteId === null ? null : around.site(line.siteId),
    carrierService: line.carrierServiceId === null ? null : around.carrierService(line.carrierServiceId),
    shipments: inOrder(around.shipments(line.id)),
    exceptions: exceptionsOf(around, line, own?.receipts ?? [], asOf),
    conditions: conditionsOf(around, line, order, asOf),
    customerReturns: around.returnsOf(order.customerId),
    history,
  };
}

/** Stock and receipts by site: the line's own site first, then by id. */
function stockOf(around: Surroundings, itemId: string, line: OrderLine): readonly SiteStock[] {
  const sites = around.stockOf(itemId);
  if (sites.length === 0) return NOTHING;
  const turn = { lineId: line.id, by: line.promisedShipBy ?? line.promisedDeliverBy };
  const stock: SiteStock[] = [];
  for (const site of sites) if (site.siteId === line.siteId) stock.push(stockFor(site, turn));
  for (const site of sites) if (site.siteId !== line.siteId) stock.push(stockFor(site, turn));
  return stock;
}

function stockFor({ siteId, inventory, receipts, board, unclaimed }: ItemAtSite, turn: Turn): SiteStock {
  return { siteId, inventory, receipts, claims: board?.claimsOn(unclaimed.bound, turn) ?? unclaimed };
}

const NOTHING: readonly SiteStock[] = [];

const NO_EXCEPTIONS: readonly OrderException[] = [];

function exceptionsOf(
  around: Surroundings,
  { id, orderId }: OrderLine,
  receipts: readonly Supply[],
  asOf: Instant,
): Snapshot['exceptions'] {
  const ofOrder = around.exceptionsOfOrder(orderId);
  if (ofOrder === null) return null;
  const ofNoOrder = around.exceptionsOfNoOrder();
  if (ofOrder.length === 0 && ofNoOrder.length === 0) return NO_EXCEPTIONS;
  const comesWith = new Set(receipts.map((supply) => supply.id));
  const found = [
    ...ofOrder.filter(({ lineIds }) => lineIds.length === 0 || lineIds.includes(id)),
    ...ofNoOrder.filter(({ supplyId }) => supplyId !== null && comesWith.has(supplyId)),
  ].filter(({ openedAt }) => openedAt <= asOf);
  return inOrder(found);
}

function conditionsOf(around: Surroundings, line: OrderLine, { shipTo }: Order, asOf: Instant): Snapshot['conditions'] {
  const standing = around.conditions();
  if (standing === null || standing.length === 0) return standing;
  const path = {
    siteId: line.siteId,
    carrierServiceId: line.carrierServiceId,
    region: shipTo?.region ?? null,
    country: shipTo?.country ?? null,
  };
  const found = standing.filter((condition) => isInForce(condition, asOf) && bearsOn(condition, path));
  return inOrder(found);
}

/** By id. What is in order already stays as it is. */
function inOrder<T extends { readonly id: string }>(things: readonly T[]): readonly T[] {
  const isInOrder = things.every(({ id }, i) => i === 0 || (things[i - 1]?.id ?? '') < id);
  return isInOrder ? things : [...things].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Holds that are announced for later do not block yet. */
function withoutLater(order: Order, asOf: Instant): Order {
  if (order.holds.every(({ placedAt }) => placedAt <= asOf)) return order;
  return { ...order, holds: order.holds.filter(({ placedAt }) => placedAt <= asOf) };
}
