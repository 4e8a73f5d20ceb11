import { MS_PER_HOUR, type ServiceTerms } from '../../../../src/providers/index.ts';
import type { DispatchLine } from '../../dispatch/dispatch.ts';
import { nextDeparture } from '../schedule.ts';
import { transitHoursP90Of, transitHoursOf } from '../transit-quote.ts';
import type { LineState, LineStatus, Segment, SimTime, Tier } from '../state.ts';
import type { Item } from './item.ts';
import type { Order } from './order.ts';
import type { Service } from './service.ts';
import type { Site } from './site.ts';

/** Where a line stands with its site's pick queue: not in it, in it, or in it but to be dropped at the next wave. */
export const QUEUE = { out: 0, in: 1, leaving: 2 } as const;

/** Keys of lines are the order's number times this, plus the index of the line. */
export const LINES_PER_ORDER_LIMIT = 32;

/** One line of an order. It is what competes for stock and labour, so it carries what dispatch asks for. */
export class Line implements LineState, DispatchLine {
  backordered = 0;
  allocated = 0;
  /** Taken from the shelf and not yet handed over; `staged` of it stands at the dock. */
  picked = 0;
  staged = 0;
  shipped = 0;
  delivered = 0;
  cancelledQuantity = 0;
  /** Delivered by the first promise. */
  onTimeQuantity = 0;
  /** Delivered by the promise that the penalty clause counts from. */
  punctualQuantity = 0;
  /** Left the site by the first promised ship time. */
  shippedOnTimeQuantity = 0;
  queue: 0 | 1 | 2 = QUEUE.out;
  isStaged = false;
  /** May be picked although a part has no stock. */
  isPartialAllowed = false;
  isPartialPlanned = false;
  isClosed = false;
  wasPatient = false;
  picks = 0;
  hadException = false;
  freightMinor = 0;
  shippedAt: SimTime | null = null;
  deliveredAt: SimTime | null = null;
  firstPromisedShipBy: SimTime = 0;
  firstPromisedDeliverBy: SimTime = 0;
  promisedShipBy: SimTime = 0;
  promisedDeliverBy: SimTime = 0;
  /** From when the penalty clause counts. */
  penaltyFrom: SimTime = 0;
  changedAt: SimTime;

  constructor(
    readonly order: Order,
    readonly index: number,
    public item: Item,
    readonly quantity: number,
    readonly valueMinor: number,
    readonly effortMinutes: number,
    public site: Site,
    public carrier: Service,
    public requestedDeliverBy: SimTime,
  ) {
    this.changedAt = order.placedAt;
  }

  get key(): number {
    return this.order.number * LINES_PER_ORDER_LIMIT + this.index;
  }

  get orderId(): string {
    return this.order.id;
  }

  get lineNumber(): string {
    return String(this.index + 1);
  }

  get itemId(): string {
    return this.item.id;
  }

  get customerId(): string {
    return this.order.customer.id;
  }

  get siteId(): string {
    return this.site.id;
  }

  get supplierId(): string {
    return this.item.supplier.id;
  }

  get carrierServiceId(): string {
    return this.carrier.id;
  }

  get costMinor(): number {
    return this.item.unitCostMinor * this.quantity;
  }

  get placedAt(): SimTime {
    return this.order.placedAt;
  }

  get terms(): ServiceTerms {
    return this.order.customer.terms;
  }

  get tier(): Tier {
    return this.order.customer.tier;
  }

  get segment(): Segment {
    return this.order.customer.segment;
  }

  get priorityCode(): number {
    return this.order.customer.priorityCode;
  }

  get yearlyMarginMinor(): number {
    return this.order.customer.yearlyMarginMinor;
  }

  get openQuantity(): number {
    return this.backordered + this.allocated + this.picked;
  }

  get allocatedRatio(): number {
    const open = this.openQuantity;
    return open === 0 ? 1 : (this.allocated + this.picked) / open;
  }

  get nextCutoffAt(): SimTime {
    return nextDeparture(this.site, this.carrier, this.site.worldClock.now + this.site.waveHours * MS_PER_HOUR);
  }

  get cutoffAfterAt(): SimTime {
    return nextDeparture(this.site, this.carrier, this.nextCutoffAt + 1);
  }

  get transitHours(): number {
    return transitHoursOf(this.site, this.carrier, this.order.customer.region);
  }

  get transitHoursP90(): number {
    return transitHoursP90Of(this.site, this.carrier, this.order.customer.region);
  }

  get isHeld(): boolean {
    const { holds } = this.order;
    return holds.length > 0 && holds.some(({ lineNumber }) => lineNumber === null || lineNumber === this.lineNumber);
  }

  get cancelled(): boolean {
    return this.cancelledQuantity === this.quantity;
  }

  get status(): LineStatus {
    if (this.cancelled) return 'cancelled';
    if (this.isClosed) return 'delivered';
    if (this.backordered > 0) return 'waiting';
    if (this.allocated > 0) return 'ready';
    return this.picked > 0 ? 'picked' : 'shipped';
  }
}
