import type { Snapshot } from '../snapshot.ts';
import type { SignalName } from './signal-list.ts';

const always = (): boolean => true;

/**
 * Signals whose absence may be an answer: an item without substitutes, goods without lots, a line that has not shipped, a customer
 * without a past. When that is so of a snapshot nothing is missing. Of every other signal, absence means that no source has told it.
 */
const MAY_BE_NOTHING: Readonly<Partial<Record<SignalName, (snapshot: Snapshot) => boolean>>> = {
  contract: ({ customer }) => customer !== null,
  credit: ({ customer }) => customer !== null,
  returns: ({ customerReturns }) => customerReturns !== null,
  substitutes: ({ item }) => item !== null,
  lots: ({ inventory }) => inventory !== null,
  supplierDelay: always,
  shipment: always,
  allocation: always,
  serviceHistory: always,
  wayHistory: always,
  bookHistory: always,
};

/** Whether the absence of a signal says that there is nothing, and not that nobody has told. */
export function hasNothingToTell(signal: SignalName, snapshot: Snapshot): boolean {
  return MAY_BE_NOTHING[signal]?.(snapshot) ?? false;
}
