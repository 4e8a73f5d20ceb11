import { minorDigits, toInstant, z, type Instant, type Money } from '../../src/providers/index.ts';

/** An id as GraphQL gives it. */
export const Id = z.string().min(1);

/** A time as Vendure writes it, with milliseconds. */
export const Time = z.coerce.date().transform(toInstant);

/** What every row of a list has; the rest is read by its kind, so that one bad row never stops the feed. */
export const Row = z.looseObject({ id: Id, updatedAt: Time });
export type Row = z.output<typeof Row>;

/** The answer to a list query. */
export const Page = z.object({ page: z.object({ totalItems: z.int(), items: z.array(Row) }) });

/** An amount as Vendure keeps it, with as many digits for every currency, in the currency's own minor units. */
export function toAmount(value: number, currency: string, moneyDigits: number): Money {
  return { amountMinor: Math.round(value * 10 ** (minorDigits(currency) - moneyDigits)), currency };
}

export function latest(...instants: readonly (Instant | null | undefined)[]): Instant | null {
  return instants.reduce<Instant | null>((last, at) => (at && (last === null || at > last) ? at : last), null);
}
