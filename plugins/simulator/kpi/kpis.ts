import type { ExceptionType, Segment } from '../world/state.ts';

/** Mean, and the middle value, of something that took time. Null when nothing did. */
export interface Spread {
  readonly meanHours: number | null;
  readonly medianHours: number | null;
}

/**
 * How the distributor does. Counted are lines placed after the warm-up (parameter `warmUpDays`) whose first promise has come due;
 * lines that are not due yet are left out. Ratios are null when nothing is counted.
 */
export interface Kpis {
  readonly lines: {
    /** Since the start, warm-up included. */
    readonly placed: number;
    /** Placed after the warm-up and due: what the ratios are of. */
    readonly due: number;
    readonly shipped: number;
    readonly cancelled: number;
  };
  /** On time in full: delivered whole by the first promised delivery time. */
  readonly otif: {
    readonly lineRatio: number | null;
    readonly orderRatio: number | null;
    readonly unitRatio: number | null;
    readonly bySegment: Readonly<Record<Segment, number | null>>;
    /** The segment with the lowest ratio of lines. */
    readonly worstSegment: Segment | null;
  };
  /** Lines that left whole by the first promised ship time. */
  readonly shippedOnTimeRatio: number | null;
  /** Units shipped from the stock at hand when they were ordered, of all units ordered. */
  readonly fillRatio: number | null;
  /** From placing an order to the delivery of its last line. */
  readonly orderCycle: Spread;
  readonly backlog: {
    /** Open lines now. */
    readonly lines: number;
    /** Mean age of the open lines now. */
    readonly meanAgeHours: number | null;
  };
  readonly penaltyMinor: number;
  /** Value of what was shipped, less goods, freight and penalties. */
  readonly marginMinor: number;
  readonly revenueMinor: number;
  readonly linesPerLaborHour: number | null;
  /** Labour used, of labour on shift. */
  readonly laborUtilizationRatio: number | null;
  readonly exceptions: {
    readonly opened: number;
    readonly open: number;
    readonly timeToResolve: Spread;
    readonly byType: Readonly<Record<ExceptionType, { readonly opened: number; readonly meanHours: number | null }>>;
  };
}
