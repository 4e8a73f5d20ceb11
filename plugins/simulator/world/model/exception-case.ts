import { idOf } from '../identifiers.ts';
import type { ExceptionState, ExceptionType, Severity, SimTime } from '../state.ts';
import type { Line } from './line.ts';
import type { Order } from './order.ts';

/** A departure from plan, from when it is opened until somebody has dealt with it. */
export class ExceptionCase implements ExceptionState {
  assignedTo: string | null = null;
  resolution: string | null = null;
  resolvedAt: SimTime | null = null;
  changedAt: SimTime;

  constructor(
    readonly number: number,
    readonly type: ExceptionType,
    readonly severity: Severity,
    readonly cause: string,
    readonly order: Order | null,
    readonly lines: readonly Line[],
    readonly supplyId: string | null,
    readonly openedAt: SimTime,
  ) {
    this.changedAt = openedAt;
  }

  get id(): string {
    return idOf('exception', this.number);
  }

  get orderId(): string | null {
    return this.order?.id ?? null;
  }

  get lineNumbers(): readonly string[] {
    return this.lines.map(({ lineNumber }) => lineNumber);
  }
}
