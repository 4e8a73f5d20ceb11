import { MS_PER_DAY, toInstant, type Instant } from '../../domain/time.ts';
import type { DayPart } from './kind-fields.ts';
import { dateParser, parseIso, type WrittenTime } from './parse-date.ts';
import { createZoneClock } from './zone-clock.ts';

export interface TimeRule {
  readonly zone: string;
  /** Null: ISO. */
  readonly format: string | null;
  /** `date`: the clock time, if there is one, is dropped. `datetime`: a date alone is not enough. `either`: as written. */
  readonly takes: 'date' | 'datetime' | 'either';
  readonly at: DayPart;
}

/** Texts remembered with their instants: a file repeats the same dates many thousand times. */
const REMEMBERED = 20_000;

/** Makes a reader that turns a text, with days added on the calendar of the zone, into an instant; undefined when it is not a time. */
export function timeParser(rule: TimeRule): (text: string, plusDays: number) => Instant | undefined {
  const convert = converter(rule);
  const known = new Map<string, Instant | undefined>();
  return (text, plusDays) => {
    const key = plusDays === 0 ? text : `${text}|${plusDays}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const instant = convert(text, plusDays);
    known.set(key, instant);
    return instant;
  };
}

function converter({ zone, format, takes, at }: TimeRule): (text: string, plusDays: number) => Instant | undefined {
  const clock = createZoneClock(zone);
  const parse = format === null ? parseIso : dateParser(format);
  return (text, plusDays) => {
    const written = parse(text);
    if (!written || (takes === 'datetime' && written.msOfDay === null)) return undefined;
    if (takes === 'date' || written.msOfDay === null) return clock.onDay(localDay(written) + plusDays, at);
    const day = written.day + plusDays;
    if (written.offsetMs === null) return clock.atTime(day, written.msOfDay);
    return toInstant(new Date(utcMs({ ...written, day })));
  };

  /** The date on the zone's calendar: a time with an offset of its own may be on the next day there. */
  function localDay(written: WrittenTime): number {
    return written.offsetMs === null ? written.day : clock.dayAt(utcMs(written));
  }
}

function utcMs({ day, msOfDay, offsetMs }: WrittenTime): number {
  return day * MS_PER_DAY + (msOfDay ?? 0) - (offsetMs ?? 0);
}
