import { lastCutoffBy } from '../domain/cutoffs.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR, toMs, type Instant } from '../domain/time.ts';
import { countsAt } from './signals/observe-signals.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * When the line must leave to keep its promise: what was promised of it, or the promised delivery less the usual days on the way.
 * Null when neither is known.
 */
export function leaveBy({ line, carrierService }: Snapshot): Instant | null {
  if (line.promisedShipBy) return line.promisedShipBy;
  const transitDays = carrierService?.transitDays ?? null;
  if (!line.promisedDeliverBy || transitDays === null) return null;
  return addMs(line.promisedDeliverBy, -Math.round(transitDays * MS_PER_DAY));
}

/**
 * Hours until the last cutoff of its carrier service at its site that still keeps the promise; negative when it is over. Null when the
 * line has left, or when cutoffs, zone or promise are unknown.
 */
export function hoursToLastCutoff(snapshot: Snapshot): number | null {
  const { line, site, carrierService, asOf } = snapshot;
  const deadline = leaveBy(snapshot) ?? line.promisedDeliverBy;
  if (line.status !== 'open' || !site || !carrierService || !deadline) return null;
  const cutoff = lastCutoffBy(carrierService.cutoffs, { siteId: site.id, zone: site.zone }, deadline);
  return cutoff ? (toMs(cutoff) - toMs(asOf)) / MS_PER_HOUR : null;
}

/**
 * Hours of the clock until the work now queued at the site is done. Without a crew it is a week. Null when the line has left, or when
 * the workload is unknown or was observed too long ago.
 */
export function queueHours(snapshot: Snapshot): number | null {
  const workload = workloadOf(snapshot);
  if (!workload) return null;
  if (workload.queuedHours === 0) return 0;
  return workload.crew > 0 ? Math.min(NO_CREW_HOURS, workload.queuedHours / workload.crew) : NO_CREW_HOURS;
}

const NO_CREW_HOURS = 168;

/** The work before the line's site; null when the line has left, or when it is unknown or too old to count. */
export function workloadOf({
  line,
  site,
  asOf,
}: Snapshot): NonNullable<NonNullable<Snapshot['site']>['workload']> | null {
  const workload = site?.workload ?? null;
  if (line.status !== 'open' || !workload) return null;
  return countsAt('workload', workload.observedAt, asOf) ? workload : null;
}
