import type { HoldKind, SimTime } from './state.ts';

interface OnOrder {
  readonly orderId: string;
}

interface OnLine extends OnOrder {
  readonly lineNumber: string;
}

interface FromSite {
  readonly siteId: string;
}

/** A write-back that the systems of the distributor accept, and that changes what happens next. */
export type Decision =
  /** Lifts a hold; the exception behind it counts as resolved. */
  | ({ readonly type: 'release'; readonly holdId: string } & OnOrder)
  /** Blocks an order, or one line of it, until it is released. */
  | ({
      readonly type: 'hold';
      readonly kind: HoldKind;
      readonly reason: string;
      readonly lineNumber: string | null;
    } & OnOrder)
  /**
   * Gives a line stock of its item. From another line at its site: that line waits in its place. From another site that has
   * free stock for all that is open: the line ships from there, and `quantity` must be all that is open.
   */
  | ({ readonly type: 'reallocate'; readonly quantity: number; readonly from: OnLine | FromSite } & OnLine)
  /** Sends a substitute in place of the ordered item, at the ordered price. */
  | ({ readonly type: 'substitute'; readonly itemId: string } & OnLine)
  /** Promises a later delivery. Within the customer's flexible days the penalty clause moves with it. */
  | ({ readonly type: 'reschedule'; readonly promisedDeliverBy: SimTime } & OnLine)
  /** Sends what has not left yet with another carrier service. */
  | ({ readonly type: 'reroute'; readonly carrierServiceId: string } & OnLine)
  /** Writes a note on an order; nothing else changes. */
  | ({ readonly type: 'note'; readonly text: string } & OnOrder)
  /** Tells the customer about an order: who was told waits longer before cancelling. */
  | ({ readonly type: 'notify'; readonly text: string } & OnOrder);

/** A refusal changes nothing. The reason is for a person: lower case, what was expected, what came. */
export type DecisionOutcome =
  { readonly accepted: true; readonly reference: string } | { readonly accepted: false; readonly reason: string };

/** A decision that was accepted, with the time at which it was. */
export interface TakenDecision {
  readonly reference: string;
  readonly at: SimTime;
  readonly decision: Decision;
}
