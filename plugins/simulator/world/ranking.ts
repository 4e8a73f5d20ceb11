import type { Site } from './model/site.ts';
import type { Line } from './model/line.ts';
import type { Sim } from './sim.ts';

/** Lines in the order in which the dispatch rule serves them; equal ones by promised ship time, then by key. */
export function inDispatchOrder(
  sim: Sim,
  site: Site,
  lines: readonly Line[],
  purpose: 'stock' | 'wave',
): readonly Line[] {
  const scores = sim.dispatch.rank(lines, {
    now: sim.clock.now,
    siteId: site.id,
    purpose,
    queueHours: queueHours(site),
    waveHours: site.waveHours,
  });
  const places = new Uint32Array(lines.length).map((_, index) => index);
  const scoreAt = (index: number): number => {
    const score = scores[index] ?? Number.NEGATIVE_INFINITY;
    return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
  };
  places.sort((a, b) => {
    const [left, right] = [scoreAt(a), scoreAt(b)];
    return left === right ? byPromise(lines[a], lines[b]) : left < right ? 1 : -1;
  });
  return Array.from(places, (place) => lines[place]).filter((line) => line !== undefined);
}

function byPromise(a: Line | undefined, b: Line | undefined): number {
  if (!a || !b) return 0;
  return a.promisedShipBy - b.promisedShipBy || a.key - b.key;
}

/** Hours of the clock until all that waits is picked, at the pace of an average hour of the week. */
function queueHours(site: Site): number {
  const { weekday, saturday, sunday } = site.plan;
  let week = 0;
  for (let hour = 0; hour < 24; hour += 1)
    week += 5 * (weekday[hour] ?? 0) + (saturday[hour] ?? 0) + (sunday[hour] ?? 0);
  return week === 0 ? 0 : (site.queuedHours * 168) / week;
}
