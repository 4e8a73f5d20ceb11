import type { InventoryState, SimTime } from '../state.ts';
import type { Item } from './item.ts';
import type { Line } from './line.ts';
import type { Purchase } from './purchase.ts';
import type { Site } from './site.ts';

/** Goods of one receipt. */
export interface Lot {
  readonly id: string;
  quantity: number;
  readonly expiresAt: SimTime | null;
}

/** Stock of one item at one site, and who waits for it. */
export class Position implements InventoryState {
  onHand = 0;
  allocated = 0;
  readonly lots: Lot[] = [];
  /** Lines of which a part has no stock, in the order in which they came. */
  waiting: Line[] = [];
  /** Lines that have stock here. */
  readonly bound: Line[] = [];
  isContested = false;
  readonly inbound: Purchase[] = [];
  /** Ordered while the supplier was short, and not sent. */
  unsent = 0;
  purchases = 0;
  counts = 0;
  changedAt: SimTime;
  readonly movements = { initial: 0, received: 0, restocked: 0, adjusted: 0, scrapped: 0, shipped: 0 };

  constructor(
    readonly item: Item,
    readonly site: Site,
    /** Pieces a day, as the planners expect them. */
    readonly demandPerDay: number,
    readonly reorderPoint: number,
    readonly orderQuantity: number,
    begin: SimTime,
  ) {
    this.changedAt = begin;
  }

  get itemId(): string {
    return this.item.id;
  }

  get siteId(): string {
    return this.site.id;
  }

  /** Not bound to any line. */
  get free(): number {
    return this.onHand - this.allocated;
  }

  get number(): number {
    return this.item.index * 8 + this.site.index;
  }
}
