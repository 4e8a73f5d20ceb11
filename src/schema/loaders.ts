import type DataLoader from 'dataloader';
import type { Condition } from '../domain/condition.ts';
import type { OrderException } from '../domain/exception.ts';
import type { Slice } from '../domain/list.ts';
import type { CarrierService, Customer, Inventory, Item, Site, Supply } from '../domain/master-data.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import type { QueueEntry } from '../domain/queue.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { Answers } from '../operations/answers.ts';
import type { ExceptionEvent } from '../operations/read-exception.ts';
import type { Explanation } from '../operations/explain-risks.ts';
import type { Remedies } from '../operations/find-remedies.ts';
import { createByIdLoader, createGroupLoader, createPlainGroupLoader, createViewLoader } from './by-id.loader.ts';
import { createFreshen, freshenSlice, type AskedProvenance } from './freshness/freshen.loader.ts';
import { createSourceHealth } from './freshness/source-health.loader.ts';
import { createStaleReasonLoader } from './freshness/stale-reason.loader.ts';
import { VIEW_KINDS } from './freshness/view-kinds.ts';
import { createRemediesLoader, type RemediesWanted } from './promise-risk/remedies.loader.ts';
import { createExplanationLoader } from './promise-risk/explanation.loader.ts';
import { createRankLoader, type RankName } from './queue/rank.loader.ts';

type ById<T> = DataLoader<string, T | null>;
type Grouped<T> = DataLoader<string, readonly T[]>;

/** Every edge of the graph: each reads at most one statement for all that a query asks of it, and remembers it for the query. */
export interface Loaders {
  readonly order: ById<Order>;
  readonly orderLine: ById<OrderLine>;
  readonly linesOfOrder: Grouped<OrderLine>;
  readonly customer: ById<Customer>;
  readonly item: ById<Item>;
  readonly site: ById<Site>;
  readonly carrierService: ById<CarrierService>;
  /** Those that are not over. */
  readonly conditionsOfSite: Grouped<Condition>;
  /** By `inventoryIdOf`. */
  readonly inventory: ById<Inventory>;
  readonly inventoryOfItem: Grouped<Inventory>;
  /** Open supply. */
  readonly supplyOfItem: Grouped<Supply>;
  readonly shipment: ById<Shipment>;
  readonly shipmentsOfLine: Grouped<Shipment>;
  readonly exception: ById<OrderException>;
  /** Ids of the lines that an exception hits, as found. */
  readonly linesHit: Grouped<string>;
  readonly exceptionHistory: Grouped<ExceptionEvent>;
  readonly exceptionsOfOrder: Grouped<OrderException>;
  /** By line id; null for a line that is not scored. */
  readonly promiseRisk: ById<RecordedRisk>;
  /** Why a recorded risk is what it is; null for one that can no longer be explained. */
  readonly explanation: DataLoader<RecordedRisk, Explanation | null>;
  readonly remedies: DataLoader<RemediesWanted, Remedies, string>;
  /** By line id; null for a line that waits in no queue. */
  readonly queueEntry: ById<QueueEntry>;
  readonly rank: DataLoader<RankName, number | null, string>;
  readonly staleReason: DataLoader<AskedProvenance, string | null>;
  /** Pages are read as a whole, not by id: these ask their sources again where that is due. */
  readonly freshOrders: (slice: Slice<Order>) => Promise<Slice<Order>>;
  readonly freshExceptions: (slice: Slice<OrderException>) => Promise<Slice<OrderException>>;
}

export function createLoaders(answers: Answers): Loaders {
  const { readers } = answers;
  const healthOf = createSourceHealth(answers);
  const freshen = createFreshen(answers, healthOf);
  return {
    order: createViewLoader(freshen, VIEW_KINDS.order, readers.orders.byIds),
    orderLine: createViewLoader(freshen, VIEW_KINDS.orderLine, readers.lines.byIds),
    linesOfOrder: createGroupLoader(freshen, VIEW_KINDS.orderLine, readers.lines.byOrderIds),
    customer: createViewLoader(freshen, VIEW_KINDS.customer, readers.customers.byIds),
    item: createViewLoader(freshen, VIEW_KINDS.item, readers.items.byIds),
    site: createViewLoader(freshen, VIEW_KINDS.site, readers.sites.byIds),
    carrierService: createViewLoader(freshen, VIEW_KINDS.carrierService, readers.carrierServices.byIds),
    conditionsOfSite: createGroupLoader(freshen, VIEW_KINDS.condition, (ids) =>
      readers.conditions.bySiteIds(ids, answers.now()),
    ),
    inventory: createViewLoader(freshen, VIEW_KINDS.inventory, readers.inventory.byIds),
    inventoryOfItem: createGroupLoader(freshen, VIEW_KINDS.inventory, readers.inventory.byItemIds),
    supplyOfItem: createGroupLoader(freshen, VIEW_KINDS.supply, readers.supply.byItemIds),
    shipment: createViewLoader(freshen, VIEW_KINDS.shipment, readers.shipments.byIds),
    shipmentsOfLine: createGroupLoader(freshen, VIEW_KINDS.shipment, readers.shipments.byLineIds),
    exception: createViewLoader(freshen, VIEW_KINDS.exception, readers.exceptions.byIds),
    linesHit: createPlainGroupLoader(readers.raised.linesHit),
    exceptionHistory: createPlainGroupLoader(readers.raised.history),
    exceptionsOfOrder: createGroupLoader(freshen, VIEW_KINDS.exception, readers.exceptions.byOrderIds),
    promiseRisk: createByIdLoader(readers.risks.byLineIds),
    explanation: createExplanationLoader(answers),
    remedies: createRemediesLoader(answers),
    queueEntry: createByIdLoader(readers.queue.byLineIds),
    rank: createRankLoader(answers),
    staleReason: createStaleReasonLoader(answers, healthOf),
    freshOrders: (slice) => freshenSlice(freshen, VIEW_KINDS.order, slice),
    freshExceptions: (slice) => freshenSlice(freshen, VIEW_KINDS.exception, slice),
  };
}
