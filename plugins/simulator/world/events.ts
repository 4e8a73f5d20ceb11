import { endPatience } from './close.ts';
import { collectPayments } from './credit.ts';
import { deliver, failDelivery, tellDelay } from './deliveries.ts';
import { openDemandHour, receiveOrder } from './demand.ts';
import { depart, SERVICES_LIMIT } from './dock.ts';
import { beginEpisode, endEpisode } from './episodes.ts';
import { finishWork } from './exceptions.ts';
import { dispute } from './invoices.ts';
import { LINES_PER_ORDER_LIMIT, type Line } from './model/line.ts';
import { EVENT } from './purposes.ts';
import { receive, tellSupplyDelay } from './purchasing.ts';
import { authorizeReturn, receiveReturn } from './returns.ts';
import type { Sim } from './sim.ts';
import { beginSiteDay } from './site-day.ts';
import { releasePart } from './stock.ts';
import { finishWave, runWave } from './waves.ts';

type Handler = (sim: Sim, subject: number) => void;

/** What happens on each kind of event. What the event was about may be gone by then: nothing happens. */
export const HANDLERS: Readonly<Record<number, Handler>> = {
  [EVENT.demandHour]: openDemandHour,
  [EVENT.order]: receiveOrder,
  [EVENT.wave]: on((sim, index) => sim.sites[index], runWave),
  [EVENT.waveDone]: finishWave,
  [EVENT.siteDay]: on((sim, index) => sim.sites[index], beginSiteDay),
  [EVENT.departure]: (sim, subject) => {
    const site = sim.sites[Math.floor(subject / SERVICES_LIMIT)];
    const service = sim.services[subject % SERVICES_LIMIT];
    if (site && service) depart(sim, site, service);
  },
  [EVENT.delivery]: on((sim, number) => sim.shipments.get(number), deliver),
  [EVENT.failedDelivery]: on((sim, number) => sim.shipments.get(number), failDelivery),
  [EVENT.delayNews]: on((sim, number) => sim.shipments.get(number), tellDelay),
  [EVENT.receipt]: on((sim, number) => sim.purchases.get(number), receive),
  [EVENT.supplyNews]: on((sim, number) => sim.purchases.get(number), tellSupplyDelay),
  [EVENT.episode]: beginEpisode,
  [EVENT.clearing]: endEpisode,
  [EVENT.workDone]: finishWork,
  [EVENT.partialRelease]: on(lineOf, releasePart),
  [EVENT.patienceEnds]: on(lineOf, endPatience),
  [EVENT.paymentDay]: collectPayments,
  [EVENT.dispute]: on((sim, number) => sim.invoices.get(number), dispute),
  [EVENT.returnAuthorized]: on((sim, number) => sim.comingReturns.get(number), authorizeReturn),
  [EVENT.returnReceived]: on((sim, number) => sim.returns.get(number), receiveReturn),
};

function on<T>(find: (sim: Sim, subject: number) => T | undefined, act: (sim: Sim, thing: T) => void): Handler {
  return (sim, subject) => {
    const thing = find(sim, subject);
    if (thing !== undefined) act(sim, thing);
  };
}

function lineOf(sim: Sim, key: number): Line | undefined {
  return sim.orders.get(Math.floor(key / LINES_PER_ORDER_LIMIT))?.lines[key % LINES_PER_ORDER_LIMIT];
}
