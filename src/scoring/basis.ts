import { binOf, shareAfter, type Bins } from './bins.ts';
import { at, type ExampleTable } from './example-table.ts';

/**
 * What a head's spans measure. `lead`: days from the order to the delivery; it never sees the promise, so it stays right when
 * the policy that makes promises changes. `delay`: days from the promise to the delivery; it knows the promise, which says much
 * where deliveries are made to meet it.
 */
export const BASES = ['lead', 'delay'] as const;
export type Basis = (typeof BASES)[number];

/** The instant (days since 1970) from which a basis counts. */
export function originOf(table: ExampleTable, row: number, basis: Basis): number {
  return at(basis === 'lead' ? table.placed : table.promised, row);
}

export interface Target {
  readonly table: ExampleTable;
  readonly row: number;
  readonly basis: Basis;
  readonly bins: Bins;
  /** Nothing later is known (days since 1970). */
  readonly knownUntil: number;
}

/** Writes for each span how well it agrees with what was known of a row: 1 for the one it fell into, or the share of each that is still possible. */
export function writeTarget(into: Float32Array, { table, row, basis, bins, knownUntil }: Target): void {
  const origin = originOf(table, row, basis);
  const delivered = at(table.delivered, row);
  if (delivered <= knownUntil) {
    into[binOf(bins, delivered - origin)] = 1;
    return;
  }
  const cancelled = at(table.cancelled, row);
  writeShareAfter(into, bins, (cancelled <= knownUntil ? cancelled : knownUntil) - origin);
}

/** Writes the share of each span that lies after a value. */
export function writeShareAfter(into: Float32Array, bins: Bins, value: number): void {
  for (let bin = 0; bin < into.length; bin += 1) into[bin] = shareAfter(bins, bin, value);
}
