import { MS_PER_DAY } from '../../domain/time.ts';

/** A date or time as it is written: on the wall of some zone, unless `offsetMs` says how far it is from UTC. */
export interface WrittenTime {
  /** Days since 1970-01-01 on the calendar that it is written in. */
  readonly day: number;
  /** Milliseconds since midnight; null for a date alone. */
  readonly msOfDay: number | null;
  /** What to take off to be in UTC; null when the text does not say. */
  readonly offsetMs: number | null;
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Reads `2013-06-01`, `2013-06-01 14:30:00`, `2013-06-01T14:30:00.000+02:00`, `…+02`. Undefined for any other text and for dates that are not on the calendar. */
export function parseIso(text: string): WrittenTime | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const on = dayOf(Number(year), Number(month), Number(day));
  if (on === undefined || hour === undefined)
    return on === undefined ? undefined : { day: on, msOfDay: null, offsetMs: null };
  const msOfDay = timeOf(Number(hour), Number(minute), Number(second ?? 0), Number(`0.${fraction ?? 0}`) * 1000);
  return msOfDay === undefined
    ? undefined
    : { day: on, msOfDay, offsetMs: offset === undefined ? null : offsetMsOf(offset) };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Each letter code of a format with what it matches. */
const CODES = {
  yyyy: '\\d{4}',
  yy: '\\d{2}',
  MMM: '[A-Za-z]{3,9}\\.?',
  MM: '\\d{2}',
  M: '\\d{1,2}',
  dd: '\\d{2}',
  d: '\\d{1,2}',
  HH: '\\d{2}',
  H: '\\d{1,2}',
  hh: '\\d{2}',
  h: '\\d{1,2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
  a: '[AaPp]\\.?[Mm]\\.?',
} as const;
type Code = keyof typeof CODES;
const CODE = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|a/g;

/** Why a format such as `dd.MM.yyyy HH:mm` cannot be used; null when it can. */
export function formatProblem(format: string): string | null {
  const codes = codesOf(format);
  const letters = format.replace(CODE, '').match(/[A-SU-Za-z]/);
  const has = (...any: Code[]) => any.some((code) => codes.includes(code));
  if (letters) return `unknown letter ${JSON.stringify(letters[0])}, accepted: ${Object.keys(CODES).join(' ')}`;
  if (new Set(codes).size < codes.length) return 'the same part twice';
  if (!has('yyyy', 'yy') || !has('MMM', 'MM', 'M') || !has('dd', 'd')) return 'no year, month or day';
  if (has('hh', 'h') !== has('a')) return 'hours to 12 need `a` for am and pm, and only they do';
  return null;
}

/** Makes a reader for one format that `formatProblem` accepts. Two-digit years are 1970 to 2069. Names of months are English. */
export function dateParser(format: string): (text: string) => WrittenTime | undefined {
  const codes = codesOf(format);
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ +/g, '\\s+');
  const parts = format.split(CODE);
  const shape = new RegExp(`^${parts.map((part, at) => literal(part) + group(codes[at])).join('')}$`);
  return (text) => {
    const match = shape.exec(text);
    if (!match) return undefined;
    return assemble(new Map(codes.map((code, at) => [code, match[at + 1] ?? ''])));
  };
}

function assemble(found: ReadonlyMap<Code, string>): WrittenTime | undefined {
  const number = (...codes: Code[]) => {
    const text = codes.map((code) => found.get(code)).find((value) => value !== undefined);
    return text === undefined ? undefined : Number(text);
  };
  const short = number('yy');
  const year = number('yyyy') ?? (short === undefined ? Number.NaN : short + (short < 70 ? 2000 : 1900));
  const name = found.get('MMM');
  const month =
    name === undefined ? (number('MM', 'M') ?? Number.NaN) : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const day = dayOf(year, month, number('dd', 'd') ?? Number.NaN);
  if (day === undefined) return undefined;
  const half = found.get('a');
  const written = number('HH', 'H', 'hh', 'h');
  if (written === undefined) return { day, msOfDay: null, offsetMs: null };
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (/^p/i.test(half) ? 12 : 0);
  const msOfDay = timeOf(hour, number('mm') ?? 0, number('ss') ?? 0, 0);
  return msOfDay === undefined ? undefined : { day, msOfDay, offsetMs: null };
}

function codesOf(format: string): Code[] {
  return [...format.matchAll(CODE)].map(([code]) => code).filter(isCode);
}

function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}

function group(code: Code | undefined): string {
  return code === undefined ? '' : `(${CODES[code]})`;
}

/** Undefined for a date that is not on the calendar, such as 30 February. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const exists = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? ms / MS_PER_DAY : undefined;
}

function timeOf(hour: number, minute: number, second: number, ms: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(ms);
}

function offsetMsOf(text: string): number {
  if (text === 'Z' || text === 'UTC') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', ''))) * 60_000;
}
