import { z, type Instant } from '../../src/providers/index.ts';

/** A number with as many digits as Tryton keeps. */
export const Decimal = z
  .object({ __class__: z.literal('Decimal'), decimal: z.string() })
  .transform(({ decimal }) => Number(decimal));

/** A date of the company's calendar: `2026-12-24`. */
export const Day = z
  .object({ __class__: z.literal('date'), year: z.int(), month: z.int(), day: z.int() })
  .transform(({ year, month, day }) => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`);

/** UTC to the microsecond, longer than our instants: `2026-12-24T12:00:00.123456Z`. Compared as text. */
export const Moment = z
  .object({
    __class__: z.literal('datetime'),
    ...{ year: z.int(), month: z.int(), day: z.int() },
    ...{ hour: z.int(), minute: z.int(), second: z.int(), microsecond: z.int() },
  })
  .transform(({ year, month, day, hour, minute, second, microsecond }) => {
    const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
    return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${digits(microsecond, 6)}Z`;
  });

/** What every row tells of itself. `write_date` is null until a row is written a second time. */
export const Stamped = z.object({ id: z.int(), create_date: Moment.nullable(), write_date: Moment.nullable() });
export type Stamped = z.output<typeof Stamped>;

export const STAMP_FIELDS = ['create_date', 'write_date'] as const;

/** What Tryton sends for a field of a related record, such as `party.code`; null when there is none. */
export function related<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).nullish();
}

/** The id in a reference such as `sale.line,17`; null for one to another model, and for none. */
export function idIn(model: string, reference: string | null): number | null {
  if (!reference?.startsWith(`${model},`)) return null;
  const id = Number(reference.slice(model.length + 1));
  return Number.isInteger(id) && id >= 0 ? id : null;
}

/** A date as Tryton takes it. */
export function toDay(date: string): object {
  const [year, month, day] = date.split('-').map(Number);
  return { __class__: 'date', year, month, day };
}

/** A moment as Tryton takes it, of any ISO text in UTC. */
export function toMoment(text: string): object {
  const [, date = '', hour, minute, second, fraction = ''] =
    /^(\S+?)T(\d+):(\d+):(\d+)(?:\.(\d{1,6}))?Z$/.exec(text) ?? [];
  const [year, month, day] = date.split('-').map(Number);
  return {
    ...{ __class__: 'datetime', year, month, day },
    ...{ hour: Number(hour), minute: Number(minute), second: Number(second) },
    microsecond: Number(fraction.padEnd(6, '0')),
  };
}

/** When the newest of some rows was changed, in our precision; null for no rows. */
export function changedAtOf(rows: readonly Stamped[]): Instant | null {
  const moments = rows.flatMap(({ write_date, create_date }) => write_date ?? create_date ?? []);
  const newest = moments.reduce((latest, moment) => (moment > latest ? moment : latest), '');
  return newest === '' ? null : `${newest.slice(0, 23)}Z`;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
