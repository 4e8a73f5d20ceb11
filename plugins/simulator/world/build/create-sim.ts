import { MS_PER_DAY, MS_PER_HOUR } from '../../../../src/providers/index.ts';
import { EventHeap } from '../../engine/event-heap.ts';
import { Randomness } from '../../engine/random.ts';
import { KpiCounter } from '../../kpi/kpi-counter.ts';
import { ChangeLog } from '../change-log.ts';
import { charge, expectPayment, Receivables } from '../credit.ts';
import { CustomerChoices } from '../customer-choice.ts';
import { buildDesks } from '../desks.ts';
import { beginSiteDay } from '../site-day.ts';
import { planEpisodes } from '../episodes.ts';
import { addToLots } from '../lots.ts';
import type { Position } from '../model/position.ts';
import { buy } from '../purchasing.ts';
import { EVENT, PURPOSE } from '../purposes.ts';
import { reportSite, touch, type Catalog, type Sim } from '../sim.ts';
import type { WorldOptions } from '../world.ts';
import { buildCustomers } from './customers.ts';
import { buildItems, buildSuppliers, componentsOf, itemTotals } from './items.ts';
import { buildPositions, drawInitialStock } from './positions.ts';
import { buildServices } from './services.ts';
import { buildSites, expectedLines } from './sites.ts';
import type { WorldClock } from '../model/site.ts';

/** Builds the inside of a world: its catalog, its first stock, and its first events. */
export function createSim(options: WorldOptions): Sim {
  const { parameters, startsAt } = options;
  const clock = { now: startsAt };
  const randomness = new Randomness(options.seed);
  const catalog = buildCatalog(options, clock, randomness);
  const sim: Sim = {
    ...catalog,
    clock,
    startsAt,
    scale: options.scale,
    parameters,
    dispatch: options.dispatch,
    keepClosed: options.keepClosed,
    observer: options.observer ?? {},
    randomness,
    heap: new EventHeap(),
    log: new ChangeLog(options.record),
    kpi: new KpiCounter(startsAt + parameters.warmUpDays * MS_PER_DAY, clock),
    receivables: new Receivables(catalog.customers.length),
    choices: new CustomerChoices(catalog.customers),
    orders: new Map(),
    shipments: new Map(),
    purchases: new Map(),
    exceptions: new Map(),
    conditions: new Map(),
    invoices: new Map(),
    returns: new Map(),
    comingReturns: new Map(),
    waves: new Map(),
    decisions: [],
    numbers: { order: 0, shipment: 0, supply: 0, exception: 0, condition: 0, invoice: 0, return: 0, wave: 0 },
    ongoing: new Set(),
    isComponentShort: false,
  };
  open(sim);
  return sim;
}

function buildCatalog(
  { parameters, scale, startsAt }: WorldOptions,
  clock: WorldClock,
  randomness: Randomness,
): Catalog {
  const setting = { parameters, scale, randomness, startsAt };
  const suppliers = buildSuppliers(setting);
  const items = buildItems(setting, suppliers);
  const components = componentsOf(items);
  const lines = expectedLines(items);
  const sites = buildSites(parameters, scale, clock, lines);
  buildPositions(parameters, sites, items, startsAt);
  const expected = sites.map(({ id, index }) => ({ id, lines: lines[index] ?? 0 }));
  return {
    sites,
    items,
    components,
    itemTotals: itemTotals(items, components),
    customers: buildCustomers(setting),
    services: buildServices(parameters, expected, startsAt),
    suppliers,
    desks: buildDesks(parameters, scale, randomness),
  };
}

/** Announces all that is there, stocks the shelves, and starts the clocks of demand, sites, payments and episodes. */
function open(sim: Sim): void {
  for (const site of sim.sites) reportSite(sim, site);
  for (const item of sim.items) sim.log.add('item', item.index, sim.clock.now, item.unitCostMinor);
  for (const customer of sim.customers) touch(sim, 'customer', customer, 0);
  for (const service of sim.services) touch(sim, 'carrierService', service, 0);
  for (const { positions } of sim.sites) for (const position of positions) if (position) fill(sim, position);
  owePast(sim);
  for (const site of sim.sites) {
    beginSiteDay(sim, site);
    sim.heap.add(Math.ceil(sim.startsAt / MS_PER_HOUR) * MS_PER_HOUR, EVENT.wave, site.index);
  }
  sim.heap.add(sim.startsAt, EVENT.demandHour, 0);
  sim.heap.add(sim.startsAt + MS_PER_DAY, EVENT.paymentDay, 0);
  planEpisodes(sim);
}

function fill(sim: Sim, position: Position): void {
  const random = sim.randomness.of(PURPOSE.initialStock, position.number);
  const { onHand, coming } = drawInitialStock(position, random);
  position.onHand = onHand;
  position.movements.initial = onHand;
  addToLots(position, `${position.item.id}-initial`, onHand, sim.startsAt);
  touch(sim, 'inventory', position, onHand);
  if (coming > 0) buy(sim, position, coming, position.item.supplier.leadDays * random.next());
}

/** Customers owe for what they bought before the world began, and pay it in the first weeks. */
function owePast(sim: Sim): void {
  const { marginRatio, paymentDays } = sim.parameters;
  for (const customer of sim.customers) {
    const random = sim.randomness.of(PURPOSE.payment, customer.index, 1e6);
    const perDay = customer.yearlyMarginMinor / 365 / marginRatio;
    for (let days = 2; days <= paymentDays; days += 4) {
      const amount = Math.round(perDay * 4 * random.between(0.5, 1.5));
      charge(sim, customer, amount);
      expectPayment(sim, customer, amount, days);
    }
  }
}
