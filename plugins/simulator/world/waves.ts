import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Line } from './model/line.ts';
import type { Site } from './model/site.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { openException } from './exceptions.ts';
import { queuedLines, takeFromQueue } from './pick-queue.ts';
import { inDispatchOrder } from './ranking.ts';
import { nextNumber, reportSite, touch, touchLine, type Sim } from './sim.ts';
import { allocateWaiting, contest, forgetBound, positionOf, startWaiting } from './stock.ts';
import { takeFromLots } from './lots.ts';

/** Each hour a site hands out contested stock, then sends its people for as many lines as they can pick in the hour. */
export function runWave(sim: Sim, site: Site): void {
  sim.heap.add(sim.clock.now + MS_PER_HOUR, EVENT.wave, site.index);
  const contested = site.contested;
  site.contested = [];
  for (const position of contested) {
    position.isContested = false;
    allocateWaiting(sim, position);
  }
  site.crew = crewNow(sim, site);
  sim.kpi.addLabor(site.crew);
  const chosen = chooseLines(sim, site);
  if (chosen.length > 0) startPicking(sim, site, chosen);
  reportSite(sim, site);
}

/** What a wave took stands at the dock. */
export function finishWave(sim: Sim, wave: number): void {
  const load = sim.waves.get(wave);
  sim.waves.delete(wave);
  load?.lines.forEach((line, index) => {
    line.staged += load.quantities[index] ?? 0;
    stage(load.site, line);
    touchLine(sim, line, line.staged);
  });
}

/** Puts a line at the dock where its carrier service loads. */
export function stage(site: Site, line: Line): void {
  if (line.isStaged || line.staged === 0) return;
  line.isStaged = true;
  (site.staged[line.carrier.index] ??= []).push(line);
}

/** Who came, of those planned: drawn for each shift of eight hours. */
function crewNow(sim: Sim, site: Site): number {
  const planned = site.plannedCrew(sim.clock.now);
  if (planned === 0) return 0;
  const shift = Math.floor((site.wallClock.minuteOf(sim.clock.now) / 60 + 2) / 8);
  const day = site.wallClock.dayOf(sim.clock.now);
  const share =
    1 +
    sim.parameters.attendanceDeviation * sim.randomness.of(PURPOSE.attendance, day, site.index * 4 + shift).normal();
  return planned * Math.min(1.3, Math.max(0.4, share));
}

function chooseLines(sim: Sim, site: Site): readonly Line[] {
  const lines = queuedLines(site);
  const minutes = site.crew * 60 - site.overdrawnMinutes;
  if (minutes <= 0 || lines.length === 0) {
    site.overdrawnMinutes = Math.max(0, -minutes);
    return [];
  }
  if (site.readyMinutes <= minutes) {
    site.overdrawnMinutes = 0;
    sim.kpi.addWork(site.readyMinutes, lines.length);
    return [...lines];
  }
  const order = inDispatchOrder(sim, site, lines, 'wave');
  let used = 0;
  let count = 0;
  for (const line of order) {
    if (used >= minutes) break;
    used += line.effortMinutes;
    count += 1;
  }
  site.overdrawnMinutes = Math.max(0, used - minutes);
  sim.kpi.addWork(used, count);
  return order.slice(0, count);
}

function startPicking(sim: Sim, site: Site, lines: readonly Line[]): void {
  takeFromQueue(site, lines);
  const number = nextNumber(sim, 'wave');
  const quantities = lines.map((line) => pick(sim, line));
  sim.waves.set(number, { site, lines, quantities });
  sim.heap.add(sim.clock.now + site.waveHours * MS_PER_HOUR, EVENT.waveDone, number);
}

/** Takes what is bound to a line from the shelf; now and then there is less than the books say. */
function pick(sim: Sim, line: Line): number {
  const position = positionOf(line);
  if (!position) return 0;
  const wanted = line.allocated;
  const draw = sim.randomness.of(PURPOSE.shortPick, line.key, (line.picks += 1));
  const missing = draw.chance(sim.parameters.shortPickRatio) ? Math.ceil(wanted * draw.next()) : 0;
  line.allocated = 0;
  line.picked += wanted - missing;
  position.allocated -= wanted;
  forgetBound(position, line);
  position.onHand -= wanted;
  position.movements.adjusted -= missing;
  takeFromLots(position, wanted);
  if (missing > 0) {
    const isWaiting = line.backordered > 0;
    line.backordered += missing;
    if (!isWaiting) startWaiting(position, line);
    contest(position);
    openException(sim, { type: 'short-pick', order: line.order, lines: [line] });
  }
  touchLine(sim, line, line.picked);
  touch(sim, 'inventory', position, position.onHand);
  return wanted - missing;
}
