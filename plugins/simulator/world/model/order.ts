import { idOf } from '../identifiers.ts';
import type { Channel, HoldKind, HoldState, OrderState, SimTime } from '../state.ts';
import type { Customer } from './customer.ts';
import type { ExceptionCase } from './exception-case.ts';
import type { Line } from './line.ts';

/** A customer order. */
export class Order implements OrderState {
  lines: Line[] = [];
  holds: Hold[] = [];
  holdsPlaced = 0;
  shipments = 0;
  openLines = 0;
  /** Whether the customer was told how it stands; they then wait longer before cancelling. */
  isTold = false;
  isOnTimeInFull = true;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly customer: Customer,
    readonly channel: Channel,
    readonly placedAt: SimTime,
    /** Whether the KPIs count it: false during the warm-up. */
    readonly isCounted: boolean,
  ) {
    this.changedAt = placedAt;
  }

  get id(): string {
    return idOf('order', this.number);
  }

  get customerId(): string {
    return this.customer.id;
  }

  get cancelled(): boolean {
    return this.lines.every(({ cancelled }) => cancelled);
  }

  get shipTo(): OrderState['shipTo'] {
    const { country, region, city, index } = this.customer;
    return { country, region, city, postalCode: String(10_000 + (index % 89_999)) };
  }
}

/** A hold, and what it waits for. */
export interface Hold extends HoldState {
  readonly kind: HoldKind;
  /** The exception that is worked on meanwhile; null for a hold that a person placed. */
  readonly behind: ExceptionCase | null;
}
