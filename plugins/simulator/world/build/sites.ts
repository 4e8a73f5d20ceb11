import { ZoneClock } from '../../engine/zone-clock.ts';
import { USUAL_DOCKS } from '../../parameters/execution.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import type { Item } from '../model/item.ts';
import { Site, type ShiftPlan, type WorldClock } from '../model/site.ts';
import { REGIONS, type Region } from '../state.ts';
import { REGION_SHARES } from './mix.ts';
import { usualLines, withSpare } from './services.ts';

const PLACES: Readonly<Record<Region, { readonly id: string; readonly name: string; readonly zone: string }>> = {
  east: { id: 'ATL', name: 'Atlanta distribution centre (simulated)', zone: 'America/New_York' },
  central: { id: 'CHI', name: 'Chicago distribution centre (simulated)', zone: 'America/Chicago' },
  mountain: { id: 'DEN', name: 'Denver distribution centre (simulated)', zone: 'America/Denver' },
  west: { id: 'LAX', name: 'Los Angeles distribution centre (simulated)', zone: 'America/Los_Angeles' },
};

/** The site whose imports come through the port. */
export const PORT_SITE = 'LAX';

const DAY_SHIFT = [6, 14] as const;
const EVENING_SHIFT = [14, 22] as const;

/** Which region's demand for an item a site serves: its own, and for slow items that of a neighbour who does not keep them. */
export function servedBy(item: Item, region: number): number {
  if (item.velocity !== 'C') return region;
  const isEven = item.index % 2 === 0; // even ones in ATL and LAX, odd ones in CHI and DEN
  if (isEven) return region <= 1 ? 0 : 3;
  return region <= 1 ? 1 : 2;
}

/** Lines that each site is expected to ship on an average day. */
export function expectedLines(items: readonly Item[]): readonly number[] {
  const lines = REGIONS.map(() => 0);
  for (const item of items)
    REGIONS.forEach((region, index) => {
      const site = servedBy(item, index);
      lines[site] = (lines[site] ?? 0) + item.linesPerDay * REGION_SHARES[region];
    });
  return lines;
}

/** The four sites, each with people, doors and room for what it is expected to ship. */
export function buildSites(
  parameters: Parameters,
  scale: number,
  clock: WorldClock,
  lines: readonly number[],
): readonly Site[] {
  return REGIONS.map((region, index) => {
    const { id, name, zone } = PLACES[region];
    const perDay = lines[index] ?? 0;
    const largest = Math.max(...[0, 1, 2, 3].map((service) => usualLines(parameters, service, perDay)));
    return new Site(
      index,
      id,
      name,
      region,
      new ZoneClock(zone),
      clock,
      shiftPlan(parameters, perDay),
      Math.max(1, Math.round(parameters.docks * scale)),
      (withSpare(largest * parameters.dockHeadroom) * parameters.docks) / USUAL_DOCKS,
      parameters.waveHours,
    );
  });
}

/** People by hour of the day, so many that an average week's work takes `laborUtilization` of their hours. */
function shiftPlan(parameters: Parameters, linesPerDay: number): ShiftPlan {
  const { effortMinutes, laborUtilization, eveningShiftRatio, saturdayShiftRatio, sundayShiftRatio } = parameters;
  const hours = ((7 * linesPerDay * effortMinutes) / 60 / laborUtilization) * (1 + spareFor(linesPerDay));
  const perPerson = 8 * (5 * (1 + eveningShiftRatio) + saturdayShiftRatio + sundayShiftRatio);
  const people = hours / perPerson;
  return {
    weekday: dayPlan(people, people * eveningShiftRatio),
    saturday: dayPlan(people * saturdayShiftRatio, 0),
    sunday: dayPlan(people * sundayShiftRatio, 0),
  };
}

/**
 * What a small site needs more than a large one, as a share: its days differ more (square-root staffing, Halfin and Whitt, Operations
 * Research 29(3), 1981). About five lines come at once, for orders of several lines. How much is assumed.
 */
function spareFor(linesPerDay: number): number {
  return linesPerDay === 0 ? 0 : 0.35 * Math.sqrt(5 / linesPerDay);
}

function dayPlan(day: number, evening: number): Float64Array {
  return new Float64Array(24).fill(day, ...DAY_SHIFT).fill(evening, ...EVENING_SHIFT);
}
