import { endOfDay, startOfDay, z, toInstant, type Instant } from '../../../src/providers/index.ts';
import type { Partner } from '../config.ts';
import { TIME_ZONES } from '../documents/214.ts';
import { Unreadable } from './unreadable.ts';

/** What must be there. `what` names it for people. */
export function needed(value: string | null, what: string): string {
  if (value === null) throw new Unreadable(`expected ${what}, came nothing`);
  return value;
}

/** A decimal number (X12 type R); null stays null. */
export function numberIn(value: string | null, what: string): number | null {
  if (value === null) return null;
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(value))
    throw new Unreadable(`${what}: expected a number, came ${JSON.stringify(value)}`);
  return Number(value);
}

/** The last moment of a day that something is due on; null stays null. */
export function dueOn(value: string | null, { zone }: Partner): Instant | null {
  return value === null ? null : endOfDay({ date: dateIn(value), zone });
}

/** The first moment of a day; null stays null. */
export function fromDay(value: string | null, { zone }: Partner): Instant | null {
  return value === null ? null : startOfDay({ date: dateIn(value), zone });
}

/** A date with a time of day, `0930` or longer, and the code of its zone where it has one; without a time, the first moment of the day. */
export function momentIn(date: string, time: string | null, code: string | null, partner: Partner): Instant {
  const zone = TIME_ZONES[code ?? ''] ?? partner.zone;
  if (time === null) return startOfDay({ date: dateIn(date), zone });
  const [, hour, minute, second = '00'] = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?\d{0,2}$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined)
    throw new Unreadable(`expected a time like 0930, came ${JSON.stringify(time)}`);
  return wallClock(`${dateIn(date)}T${hour}:${minute}:${second}`, zone);
}

/** Units of measure in our words. */
export function unitOf(value: string | null, { units }: Partner): string {
  const code = needed(value, 'a unit of measure');
  return units[code] ?? code;
}

/** The product number that the partner's configuration prefers. */
export function itemOf(products: ReadonlyMap<string, string>, { itemQualifiers }: Partner): string {
  const qualifier = itemQualifiers.find((candidate) => products.has(candidate));
  const came = [...products.keys()].join(', ') || 'none';
  return needed(
    products.get(qualifier ?? '') ?? null,
    `a product number with one of ${itemQualifiers.join(', ')} (came ${came})`,
  );
}

function dateIn(value: string): string {
  const date = value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  if (z.iso.date().safeParse(date).success) return date;
  throw new Unreadable(`expected a date like 20261123, came ${JSON.stringify(value)}`);
}

/** A wall clock's time as an instant: what the zone's clock was off by then, found in two steps because it may change in between. */
function wallClock(local: string, zone: string): Instant {
  const asUtc = Date.parse(`${local}Z`);
  const first = asUtc - offsetMs(asUtc, zone);
  return toInstant(new Date(asUtc - offsetMs(first, zone)));
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function offsetMs(at: number, zone: string): number {
  const clock =
    CLOCKS.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  CLOCKS.set(zone, clock);
  return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
}
