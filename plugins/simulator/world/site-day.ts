import { planDepartures } from './dock.ts';
import { scrapExpired } from './lots.ts';
import type { Site } from './model/site.ts';
import { reviewStock } from './purchasing.ts';
import { EVENT } from './purposes.ts';
import type { Sim } from './sim.ts';
import { countStock } from './stock-counts.ts';

/** At midnight on its wall clock a site plans its departures, throws away what has expired, counts, and orders. */
export function beginSiteDay(sim: Sim, site: Site): void {
  const clock = site.wallClock;
  sim.heap.add(clock.instantOf(clock.dayOf(sim.clock.now) + 1, 0), EVENT.siteDay, site.index);
  planDepartures(sim, site);
  for (const position of site.positions) if (position && position.lots.length > 0) scrapExpired(sim, position);
  countStock(sim, site);
  reviewStock(sim, site);
}
