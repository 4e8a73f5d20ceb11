import type { CarrierCutoff, RecordKind, ServiceTerms, VELOCITIES } from '../../../src/providers/index.ts';
import type { ConditionState, ExceptionState, InvoiceState, ReturnState } from './incident-state.ts';
import type { Channel, HoldKind, Region, Segment, SimTime, Tier } from './words.ts';

export * from './incident-state.ts';
export * from './words.ts';

/** A distribution centre, as its warehouse system describes it. */
export interface SiteState {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly region: Region;
  /** People on shift now. */
  readonly crew: number;
  /** Working hours planned in the shifts of the next 24 hours. */
  readonly laborHoursAhead: number;
  /** Lines that could be picked now and wait for a wave. */
  readonly openLines: number;
  /** Working hours in those lines. */
  readonly queuedHours: number;
  readonly docks: number;
  readonly docksBusy: number;
  readonly changedAt: SimTime;
}

/** Something that is sold, as the ERP describes it. */
export interface ItemState {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly unitCostMinor: number;
  readonly unitPriceMinor: number;
  readonly velocity: (typeof VELOCITIES)[number];
  readonly supplierId: string;
  readonly substituteIds: readonly string[];
  /** Null for goods that do not expire. */
  readonly shelfLifeDays: number | null;
  readonly changedAt: SimTime;
}

/** Somebody who orders, and on what terms. */
export interface CustomerState {
  readonly id: string;
  readonly name: string;
  readonly segment: Segment;
  readonly tier: Tier;
  readonly region: Region;
  readonly country: string;
  readonly terms: ServiceTerms;
  /** The code that the ERP prints on the pick list: 1 is picked first, 4 last. */
  readonly priorityCode: number;
  readonly creditLimitMinor: number;
  readonly creditUsedMinor: number;
  readonly yearlyMarginMinor: number;
  readonly changedAt: SimTime;
}

/** A service of a carrier, as the transport system describes it. */
export interface CarrierServiceState {
  readonly id: string;
  readonly carrier: string;
  readonly service: string;
  readonly transitDays: number;
  readonly transitDaysP90: number;
  readonly priceMinor: number;
  readonly cutoffs: readonly CarrierCutoff[];
  readonly linesPerDay: number;
  /** Lines taken today, over all sites. */
  readonly linesBooked: number;
  readonly changedAt: SimTime;
}

/** A block on an order or on one of its lines. */
export interface HoldState {
  readonly id: string;
  readonly kind: HoldKind;
  readonly reason: string;
  /** Null: the hold blocks the whole order. */
  readonly lineNumber: string | null;
  readonly placedAt: SimTime;
}

/** A customer order with its lines. */
export interface OrderState {
  readonly id: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly placedAt: SimTime;
  readonly shipTo: {
    readonly country: string;
    readonly region: Region;
    readonly city: string;
    readonly postalCode: string;
  };
  readonly cancelled: boolean;
  readonly holds: readonly HoldState[];
  readonly lines: readonly LineState[];
  readonly changedAt: SimTime;
}

/**
 * `waiting`: part of it has no stock. `ready`: fully allocated, not yet picked. `picked`: on its way to the dock.
 * `shipped`: all that will be sent has left. `delivered`, `cancelled`: nothing more happens.
 */
export type LineStatus = 'waiting' | 'ready' | 'picked' | 'shipped' | 'delivered' | 'cancelled';

/** Quantities are disjoint: `quantity` is the sum of backordered, allocated, picked, shipped and cancelled. */
export interface LineState {
  readonly orderId: string;
  readonly lineNumber: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly valueMinor: number;
  readonly costMinor: number;
  readonly effortMinutes: number;
  readonly siteId: string;
  readonly supplierId: string;
  readonly carrierServiceId: string;
  readonly requestedDeliverBy: SimTime;
  readonly firstPromisedShipBy: SimTime;
  readonly firstPromisedDeliverBy: SimTime;
  readonly promisedShipBy: SimTime;
  readonly promisedDeliverBy: SimTime;
  /** Bound to stock on hand and not yet picked. */
  readonly allocated: number;
  /** Accepted without stock. */
  readonly backordered: number;
  readonly picked: number;
  /** Handed to a carrier, delivered or not. */
  readonly shipped: number;
  readonly status: LineStatus;
  readonly cancelled: boolean;
  readonly changedAt: SimTime;
}

/** Stock of one item at one site, as the warehouse system has it on its books. */
export interface InventoryState {
  readonly itemId: string;
  readonly siteId: string;
  /** As the warehouse system believes. Includes what is allocated, not what is picked. */
  readonly onHand: number;
  readonly allocated: number;
  /** First to expire first; empty for goods without lots. */
  readonly lots: readonly { readonly id: string; readonly quantity: number; readonly expiresAt: SimTime | null }[];
  /**
   * Pieces moved so far. Always: initial + received + restocked + adjusted - scrapped = on hand + picked and not yet
   * shipped + shipped.
   */
  readonly movements: {
    readonly initial: number;
    readonly received: number;
    /** Came back from customers and went on the shelf. */
    readonly restocked: number;
    /** Found, or if negative missed, by a count or a pick. */
    readonly adjusted: number;
    /** Expired. */
    readonly scrapped: number;
    readonly shipped: number;
  };
  readonly changedAt: SimTime;
}

/** A purchase order line on its way from a supplier. */
export interface SupplyState {
  readonly id: string;
  readonly itemId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly quantity: number;
  readonly orderedAt: SimTime;
  /** As the supplier last said. */
  readonly expectedAt: SimTime;
  readonly receivedAt: SimTime | null;
  readonly changedAt: SimTime;
}

/** Goods of one order that left together. */
export interface ShipmentState {
  readonly id: string;
  readonly orderId: string;
  readonly siteId: string;
  readonly carrierServiceId: string;
  readonly lines: readonly { readonly lineNumber: string; readonly quantity: number }[];
  readonly confirmedAt: SimTime;
  readonly departedAt: SimTime;
  /** As the carrier last said; null once delivered or failed. */
  readonly etaAt: SimTime | null;
  readonly deliveredAt: SimTime | null;
  /** A first attempt to deliver that failed; another follows. */
  readonly failedAt: SimTime | null;
  readonly changedAt: SimTime;
}

/** What the systems of the simulated distributor know of each kind of thing, named as the canonical records are. */
export interface StateByKind {
  readonly site: SiteState;
  readonly item: ItemState;
  readonly customer: CustomerState;
  readonly carrierService: CarrierServiceState;
  readonly order: OrderState;
  readonly inventory: InventoryState;
  readonly supply: SupplyState;
  readonly shipment: ShipmentState;
  readonly condition: ConditionState;
  readonly exception: ExceptionState;
  readonly invoice: InvoiceState;
  readonly return: ReturnState;
}

/** Kinds of thing that a world holds. */
export type StateKind = RecordKind & keyof StateByKind;
