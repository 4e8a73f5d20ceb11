import type { ServiceTerms } from '../../../src/providers/index.ts';
import type { Segment, SimTime, Tier } from '../world/state.ts';

/**
 * What a planner's systems know of an open line when it competes for stock or labour. Nothing in it tells how things will turn
 * out. Money is in US cents. It may be the live line itself: do not keep it.
 */
export interface DispatchLine {
  /** Unique, and rises with the time of entry. */
  readonly key: number;
  readonly orderId: string;
  readonly lineNumber: string;
  readonly itemId: string;
  readonly customerId: string;
  readonly placedAt: SimTime;
  /** As promised now, which may be later than first promised. */
  readonly promisedShipBy: SimTime;
  readonly promisedDeliverBy: SimTime;
  readonly valueMinor: number;
  readonly costMinor: number;
  readonly terms: ServiceTerms;
  readonly tier: Tier;
  readonly segment: Segment;
  /** 1 is first, 4 last. */
  readonly priorityCode: number;
  readonly effortMinutes: number;
  readonly quantity: number;
  /** What has not left the site yet. */
  readonly openQuantity: number;
  /** Share of what is open that stock is bound to. */
  readonly allocatedRatio: number;
  /** The next two hand-overs to its carrier service at its site that work begun now could still reach. */
  readonly nextCutoffAt: SimTime;
  readonly cutoffAfterAt: SimTime;
  /** Hours from hand-over to delivery on its lane: mean, and for nine in ten. */
  readonly transitHours: number;
  readonly transitHoursP90: number;
  /** Margin that the customer brings in a year. */
  readonly yearlyMarginMinor: number;
}

/** Where and for what lines compete. */
export interface DispatchContext {
  readonly now: SimTime;
  readonly siteId: string;
  /** What the lines compete for: units of one item, or places in the next wave. */
  readonly purpose: 'stock' | 'wave';
  /** Hours until the site has worked off all that could be picked now, at its usual pace. */
  readonly queueHours: number;
  /** Hours from entering a wave to standing at the dock. */
  readonly waveHours: number;
}

/** A rule for who is served first when not everyone can be. */
export interface Dispatch {
  readonly name: string;
  /** One number per line, the highest served first; equal ones by promised ship time, then by key. NaN counts as lowest. Pure. */
  readonly rank: (lines: readonly DispatchLine[], context: DispatchContext) => Float64Array;
}
