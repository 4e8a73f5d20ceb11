import { idOf } from '../identifiers.ts';
import type { ShipmentState, SimTime } from '../state.ts';
import type { Line } from './line.ts';
import type { Invoice } from './papers.ts';
import type { Order } from './order.ts';
import type { Service } from './service.ts';
import type { Site } from './site.ts';

/** Goods of one order that left together. When they will arrive is not in it: only the events of the world know. */
export class Shipment implements ShipmentState {
  readonly contents: { readonly line: Line; readonly quantity: number }[] = [];
  invoice: Invoice | null = null;
  etaAt: SimTime | null = null;
  deliveredAt: SimTime | null = null;
  failedAt: SimTime | null = null;
  /** Whether it left for a region in bad weather, and is late for it. */
  isHeldUpByWeather = false;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly order: Order,
    readonly site: Site,
    readonly carrier: Service,
    readonly departedAt: SimTime,
    /** How many shipments of its order left before it. */
    readonly indexInOrder: number,
  ) {
    this.changedAt = departedAt;
  }

  get id(): string {
    return idOf('shipment', this.number);
  }

  get orderId(): string {
    return this.order.id;
  }

  get siteId(): string {
    return this.site.id;
  }

  get carrierServiceId(): string {
    return this.carrier.id;
  }

  get confirmedAt(): SimTime {
    return this.departedAt;
  }

  get lines(): ShipmentState['lines'] {
    return this.contents.map(({ line, quantity }) => ({ lineNumber: line.lineNumber, quantity }));
  }
}
