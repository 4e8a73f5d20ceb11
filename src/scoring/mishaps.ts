import type { DomainEvent } from '../domain/event/event.ts';
import { lineIdOf } from '../domain/record/identifier.ts';
import type { Instant } from '../domain/time.ts';

/** What besides a late delivery can come of a line. */
export const MISHAPS = ['short', 'exception'] as const;
export type Mishap = (typeof MISHAPS)[number];

/** When each mishap of a line became known; null while, or because, it did not happen. */
export type MishapTimes = Readonly<Record<Mishap, Instant | null>>;

/** Watches lines from when they are placed until they are over. */
export interface MishapWatch {
  readonly start: (line: Watched) => void;
  /** What happened at an instant. Lines that are not watched are passed over. */
  readonly hear: (events: readonly DomainEvent[], at: Instant) => void;
  readonly timesOf: (lineId: string, at: Instant) => MishapTimes;
  readonly end: (lineId: string) => void;
}

export interface Watched {
  readonly lineId: string;
  readonly orderId: string;
  readonly startedAt: Instant;
  readonly promisedDeliverBy: Instant;
  /** Quantity, in the line's unit of measure. */
  readonly ordered: number;
}

interface State extends Watched {
  ordered: number;
  backordered: number;
  /** What each shipment delivered. */
  readonly delivered: Map<string, number>;
  hasLeft: boolean;
  short: Instant | null;
  exception: Instant | null;
}

/**
 * A line is **short** when a picker does not find all of it, when some of it is backordered or only some of it has arrived as its
 * promise runs out, or when what was ordered is lowered after some of it has left. It has an **exception** when one is opened on
 * it or on its whole order, after it was placed and before it is over.
 */
export function createMishapWatch(lineIdsOf: (orderId: string) => Iterable<string>): MishapWatch {
  const watched = new Map<string, State>();

  function hear(events: readonly DomainEvent[], at: Instant): void {
    for (const event of events) for (const { state, apply } of bearing(event)) apply(judged(state, at), at);
  }

  function bearing(event: DomainEvent): readonly { readonly state: State; readonly apply: Apply }[] {
    const on = (lineId: string, apply: Apply) => {
      const state = watched.get(lineId);
      return state ? [{ state, apply }] : [];
    };
    const { type, data } = event;
    switch (type) {
      case 'pick.short':
        return on(lineOf(data), (state, at) => (state.short ??= at));
      case 'line.backordered':
        return on(lineOf(data), (state) => (state.backordered = data.quantity));
      case 'shipment.departed':
        return data.lines.flatMap((line) => on(lineOf(line), (state) => (state.hasLeft = true)));
      case 'shipment.delivered':
        return data.lines.flatMap((line) =>
          on(lineOf(line), (state) => {
            state.hasLeft = true;
            state.delivered.set(data.shipmentId, line.quantity ?? state.ordered);
          }),
        );
      case 'order.changed':
        return data.lines.flatMap(({ lineNumber, quantity }) =>
          on(lineIdOf(data.orderId, lineNumber), (state, at) => {
            if (state.hasLeft && quantity.value < state.ordered * WHOLE) state.short ??= at;
            state.ordered = quantity.value;
          }),
        );
      case 'exception.opened': {
        const { orderId, lineNumbers } = data;
        if (orderId === null) return [];
        const ids =
          lineNumbers.length > 0 ? lineNumbers.map((number) => lineIdOf(orderId, number)) : lineIdsOf(orderId);
        return [...ids].flatMap((id) =>
          on(id, (state, at) => {
            if (at > state.startedAt) state.exception ??= at;
          }),
        );
      }
      default:
        return [];
    }
  }

  return {
    hear,
    start: (line) =>
      void watched.set(line.lineId, {
        ...line,
        backordered: 0,
        delivered: new Map(),
        hasLeft: false,
        short: null,
        exception: null,
      }),
    timesOf: (lineId, at) => {
      const state = watched.get(lineId);
      if (!state) return NONE;
      const { short, exception } = judged(state, at);
      return { short, exception };
    },
    end: (lineId) => void watched.delete(lineId),
  };
}

type Apply = (state: State, at: Instant) => unknown;

const NONE: MishapTimes = { short: null, exception: null };
/** Parts of a quantity are not exact in binary. */
const WHOLE = 1 - 1e-9;

/** Looks, once its promise is over, at what had become of a line until then. */
function judged(state: State, at: Instant): State {
  if (state.short !== null || at <= state.promisedDeliverBy) return state;
  const arrived = [...state.delivered.values()].reduce((sum, quantity) => sum + quantity, 0);
  const isInPart = arrived > 0 && arrived < state.ordered * WHOLE;
  if (state.backordered > 0 || isInPart) state.short = state.promisedDeliverBy;
  return state;
}

function lineOf({ orderId, lineNumber }: { readonly orderId: string; readonly lineNumber: string }): string {
  return lineIdOf(orderId, lineNumber);
}
