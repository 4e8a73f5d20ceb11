import { QUEUE, type Line } from './model/line.ts';
import type { Site } from './model/site.ts';

/** Lets a line wait for a wave at its site, if it has stock, is not held, and has all of its stock or may go in part. Safe to repeat. */
export function enterQueue(line: Line): void {
  if (line.queue === QUEUE.in || line.allocated === 0 || line.isHeld) return;
  if (line.backordered > 0 && !line.isPartialAllowed) return;
  if (line.queue === QUEUE.out) line.site.ready.push(line);
  line.queue = QUEUE.in;
  line.site.openLines += 1;
  line.site.readyMinutes += line.effortMinutes;
}

/** Takes a line out of its site's pick queue; its place is dropped at the next wave. Safe to repeat. */
export function leaveQueue(line: Line): void {
  if (line.queue !== QUEUE.in) return;
  line.queue = QUEUE.leaving;
  forget(line.site, line);
}

/** Takes a line out at once, as one that moves to another site must. */
export function removeFromQueue(line: Line): void {
  leaveQueue(line);
  if (line.queue === QUEUE.out) return;
  line.site.ready = line.site.ready.filter((other) => other !== line);
  line.queue = QUEUE.out;
}

/** The lines that wait, without those that left. */
export function queuedLines(site: Site): readonly Line[] {
  if (site.openLines < site.ready.length) {
    site.ready = site.ready.filter((line) => {
      if (line.queue === QUEUE.leaving) line.queue = QUEUE.out;
      return line.queue === QUEUE.in;
    });
  }
  return site.ready;
}

/** Empties the queue of what a wave takes; all others stay in their order. */
export function takeFromQueue(site: Site, lines: readonly Line[]): void {
  for (const line of lines) {
    line.queue = QUEUE.out;
    forget(site, line);
  }
  site.ready = lines.length === site.ready.length ? [] : site.ready.filter((line) => line.queue === QUEUE.in);
  if (site.openLines === 0) site.readyMinutes = 0; // no rounding is left over
}

function forget(site: Site, line: Line): void {
  site.openLines -= 1;
  site.readyMinutes -= line.effortMinutes;
}
