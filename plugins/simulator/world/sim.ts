import { AppError } from '../../../src/providers/index.ts';
import type { EventHeap } from '../engine/event-heap.ts';
import type { Randomness } from '../engine/random.ts';
import type { KpiCounter } from '../kpi/kpi-counter.ts';
import type { Parameters } from '../parameters/parameters.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { ChangeLog } from './change-log.ts';
import type { Receivables } from './credit.ts';
import type { CustomerChoices } from './customer-choice.ts';
import type { TakenDecision } from './decision.ts';
import type { Desk } from './desks.ts';
import type { Customer } from './model/customer.ts';
import type { ExceptionCase } from './model/exception-case.ts';
import type { Item, Supplier } from './model/item.ts';
import type { Line } from './model/line.ts';
import type { Order } from './model/order.ts';
import type { Condition, Invoice, Return } from './model/papers.ts';
import type { Purchase } from './model/purchase.ts';
import type { Service } from './model/service.ts';
import type { Shipment } from './model/shipment.ts';
import type { Site, WorldClock } from './model/site.ts';
import type { WorldObserver } from './outcomes.ts';
import type { SimTime, StateKind } from './state.ts';

/** What a wave took, until it stands at the dock. */
export interface WaveLoad {
  readonly site: Site;
  readonly lines: readonly Line[];
  readonly quantities: readonly number[];
}

/** What never changes in a world once it is built. */
export interface Catalog {
  readonly sites: readonly Site[];
  readonly items: readonly Item[];
  readonly components: readonly Item[];
  /** Running totals of the items' shares of demand. */
  readonly itemTotals: Float64Array;
  readonly customers: readonly Customer[];
  readonly services: readonly Service[];
  readonly suppliers: readonly Supplier[];
  readonly desks: readonly Desk[];
}

/**
 * The inside of a world: what every part of the simulation works with. Unlike elsewhere in the project it is changed in
 * place, by the functions of `world/`: that is what lets 90 days of 18,000 lines run in a minute.
 */
export interface Sim extends Catalog {
  readonly clock: WorldClock;
  readonly startsAt: SimTime;
  readonly scale: number;
  readonly parameters: Parameters;
  readonly dispatch: Dispatch;
  readonly keepClosed: boolean;
  readonly observer: WorldObserver;
  readonly randomness: Randomness;
  readonly heap: EventHeap;
  readonly log: ChangeLog;
  readonly kpi: KpiCounter;
  readonly receivables: Receivables;
  readonly choices: CustomerChoices;
  readonly orders: Map<number, Order>;
  readonly shipments: Map<number, Shipment>;
  readonly purchases: Map<number, Purchase>;
  readonly exceptions: Map<number, ExceptionCase>;
  readonly conditions: Map<number, Condition>;
  readonly invoices: Map<number, Invoice>;
  readonly returns: Map<number, Return>;
  /** Returns that customers have not asked for yet. */
  readonly comingReturns: Map<number, Return>;
  readonly waves: Map<number, WaveLoad>;
  readonly decisions: TakenDecision[];
  /** The last number given to a thing of each kind. */
  readonly numbers: Record<Numbered, number>;
  /** Conditions that hold now. */
  readonly ongoing: Set<Condition>;
  /** While true, suppliers send only a part of the components ordered. */
  isComponentShort: boolean;
}

type Numbered = 'order' | 'shipment' | 'supply' | 'exception' | 'condition' | 'invoice' | 'return' | 'wave';

/** The next free number of a kind, from 1. */
export function nextNumber(sim: Sim, kind: Numbered): number {
  return (sim.numbers[kind] += 1);
}

/** Marks a thing as changed now. */
export function touch(
  sim: Sim,
  kind: StateKind,
  thing: { readonly number?: number; readonly index?: number; changedAt: SimTime },
  detail: number,
): void {
  thing.changedAt = sim.clock.now;
  sim.log.add(kind, thing.number ?? thing.index ?? 0, sim.clock.now, detail);
}

/** The warehouse system of a site tells how it stands: readers see no change that is not marked. */
export function reportSite(sim: Sim, site: Site): void {
  touch(sim, 'site', site, site.openLines);
  site.report();
}

/** Marks the order of a line as changed now: a line has no record of its own. */
export function touchLine(sim: Sim, line: Line, detail: number): void {
  line.changedAt = sim.clock.now;
  touch(sim, 'order', line.order, line.index * 1e9 + detail);
}

/** The customer's own site: the one that stands in its region. */
export function homeSite({ sites }: Pick<Sim, 'sites'>, { region }: { readonly region: Site['region'] }): Site {
  for (const site of sites) if (site.region === region) return site;
  throw new AppError('INVARIANT', `region ${region} has no site`);
}
