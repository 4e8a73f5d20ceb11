import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Kpis } from '../kpi/kpis.ts';
import type { Parameters } from '../parameters/parameters.ts';
import type { Decision, DecisionOutcome, TakenDecision } from './decision.ts';
import type { WorldObserver } from './outcomes.ts';
import type { SimTime, StateByKind, StateKind } from './state.ts';

/** What makes one world different from another. */
export interface WorldOptions {
  /** The same seed, scale, start, parameters, dispatch and decisions give the same history, to the byte. */
  readonly seed: number;
  /** 1 is 18,000 order lines a day; 0.01 to 80. */
  readonly scale: number;
  readonly startsAt: SimTime;
  readonly dispatch: Dispatch;
  readonly parameters: Parameters;
  /** True: closed orders, shipments and exceptions stay readable. False: they are dropped, and memory stays bounded. */
  readonly keepClosed: boolean;
  /** True: keeps a log of what changed, for `changesAfter`. */
  readonly record: boolean;
  readonly observer?: WorldObserver;
}

/** One change of a thing: what it is now is read from the world. */
export interface Change {
  /** Rises by at least one with each change, over all kinds. */
  readonly sequence: number;
  readonly id: string;
  readonly at: SimTime;
}

/** A simulated distributor. Nothing in it is real. */
export interface World {
  readonly now: SimTime;
  /** The sequence of the last change; 0 before the first. */
  readonly sequence: number;
  /** When the next event is due, from `now` on; infinity when nothing is planned. */
  readonly nextEventAt: SimTime;
  /** Runs every event up to and including `to`. Many small steps and one big step give the same history. Throws `INPUT_INVALID` for a time behind `now`. */
  readonly advance: (to: SimTime) => void;
  /** Why `decide` would refuse a decision now; null when it would take it. Changes nothing: `decide` begins with it. */
  readonly refusal: (decision: Decision) => string | null;
  /** Takes a write-back, at `now`. */
  readonly decide: (decision: Decision) => DecisionOutcome;
  /** Accepted decisions, oldest first. */
  readonly decisions: readonly TakenDecision[];
  /** A thing as its system knows it now; undefined when there is none. Inventory is asked for by `item@site`. The object stays live: read it, then let go of it. */
  readonly get: <K extends StateKind>(kind: K, id: string) => StateByKind[K] | undefined;
  /** Every thing of a kind that is kept, oldest first. */
  readonly all: <K extends StateKind>(kind: K) => Iterable<StateByKind[K]>;
  /**
   * Things of a kind that changed after a sequence, each once with its newest change, oldest change first, and at most `limit`:
   * go on from the last one's sequence. Empty when nothing did, or when the world keeps no log.
   */
  readonly changesAfter: (kind: StateKind, sequence: number, limit: number) => readonly Change[];
  /** Drops what is closed, for whoever has read it: with `keepClosed` memory then stays bounded. Changes nothing that happens. */
  readonly forgetClosed: () => void;
  readonly kpis: () => Kpis;
  /** A hash of everything that has happened so far: equal fingerprints, equal histories. */
  readonly fingerprint: () => string;
}
