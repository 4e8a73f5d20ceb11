import { idOf } from '../identifiers.ts';
import type { ConditionState, InvoiceState, Region, ReturnState, Severity, SimTime } from '../state.ts';
import type { Line } from './line.ts';
import type { Order } from './order.ts';

/** Something outside the company that bears on its work. */
export class Condition implements ConditionState {
  readonly carrierServiceId = null;
  clearedAt: SimTime | null = null;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly type: ConditionState['type'],
    readonly siteId: string | null,
    readonly region: Region | null,
    readonly severity: Severity,
    readonly raisedAt: SimTime,
  ) {
    this.changedAt = raisedAt;
  }

  get id(): string {
    return idOf('condition', this.number);
  }
}

/** A bill for one shipment. */
export class Invoice implements InvoiceState {
  disputedAt: SimTime | null = null;
  /** Whether the customer will dispute it: nobody can read that. */
  isDisputeComing = false;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly order: Order,
    readonly totalMinor: number,
    readonly issuedAt: SimTime,
  ) {
    this.changedAt = issuedAt;
  }

  get id(): string {
    return idOf('invoice', this.number);
  }

  get orderId(): string {
    return this.order.id;
  }
}

/** Goods that come back. */
export class Return implements ReturnState {
  receivedAt: SimTime | null = null;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly line: Line,
    readonly quantity: number,
    readonly authorizedAt: SimTime,
  ) {
    this.changedAt = authorizedAt;
  }

  get id(): string {
    return idOf('return', this.number);
  }

  get orderId(): string {
    return this.line.orderId;
  }

  get lineNumber(): string {
    return this.line.lineNumber;
  }
}
