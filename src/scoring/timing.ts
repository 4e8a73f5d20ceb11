import { lastCutoffBy } from '../domain/cutoffs.ts';
import { MS_PER_DAY, MS_PER_HOUR, toMs } from '../domain/time.ts';
import { countsAt } from './signals/observe-signals.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * When the line must leave to keep its promise, in milliseconds since 1970: what was promised of it, or the promised delivery less the
 * usual days on the way (none where they are unknown). Null when nothing was promised.
 */
export function leaveByMs({ line, carrierService }: Snapshot): number | null {
  if (line.promisedShipBy) return toMs(line.promisedShipBy);
  if (!line.promisedDeliverBy) return null;
  return toMs(line.promisedDeliverBy) - Math.round((carrierService?.transitDays ?? 0) * MS_PER_DAY);
}

/**
 * Hours until the last cutoff of its carrier service at its site that still keeps the promise; negative when it is over. Null when the
 * line has left, or when cutoffs, zone or promise are unknown.
 */
export function hoursToLastCutoff(snapshot: Snapshot): number | null {
  const { line, site, carrierService, asOf } = snapshot;
  if (line.status !== 'open' || !site || !carrierService || carrierService.cutoffs.length === 0) return null;
  const deadlineMs = leaveByMs(snapshot);
  if (deadlineMs === null) return null;
  const cutoffMs = lastCutoffBy(carrierService.cutoffs, { siteId: site.id, zone: site.zone }, deadlineMs);
  return cutoffMs === null ? null : (cutoffMs - toMs(asOf)) / MS_PER_HOUR;
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
