import type { ExceptionType, Region, Severity, SimTime } from './words.ts';

/** Something outside the company that bears on its work, while it lasts and after. */
export interface ConditionState {
  readonly id: string;
  readonly type: 'weather' | 'port-congestion' | 'demand-spike';
  readonly siteId: string | null;
  readonly region: Region | null;
  readonly carrierServiceId: string | null;
  readonly severity: Severity;
  readonly raisedAt: SimTime;
  readonly clearedAt: SimTime | null;
  readonly changedAt: SimTime;
}

/** A departure from plan, at the desk of those who deal with it. */
export interface ExceptionState {
  readonly id: string;
  readonly type: ExceptionType;
  readonly severity: Severity;
  readonly cause: string;
  readonly orderId: string | null;
  readonly lineNumbers: readonly string[];
  readonly supplyId: string | null;
  /** Who works it; null while it waits at its desk. */
  readonly assignedTo: string | null;
  readonly resolution: string | null;
  readonly openedAt: SimTime;
  readonly resolvedAt: SimTime | null;
  readonly changedAt: SimTime;
}

/** A bill for one shipment. */
export interface InvoiceState {
  readonly id: string;
  readonly orderId: string;
  readonly totalMinor: number;
  readonly issuedAt: SimTime;
  readonly disputedAt: SimTime | null;
  readonly changedAt: SimTime;
}

/** Goods that come back from a customer. */
export interface ReturnState {
  readonly id: string;
  readonly orderId: string;
  readonly lineNumber: string;
  readonly quantity: number;
  readonly authorizedAt: SimTime;
  readonly receivedAt: SimTime | null;
  readonly changedAt: SimTime;
}
