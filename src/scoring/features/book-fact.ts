import { factOf } from '../facts.ts';
import type { CategoryFeature, NumberFeature } from '../feature.ts';
import { figure } from './wording.ts';

/** A number that the book's settings name, in the source's unit. Text that reads as a number counts as one. */
export function bookNumber(name: string): NumberFeature {
  return {
    kind: 'number',
    name: `book.${name}`,
    signal: signalOf(name),
    nullWhen: 'the source does not say',
    unit: 'as the source gives it',
    range: [-1e15, 1e15],
    ofPromise: false,
    say: (value) => `${name} is ${figure(value)}`,
    compute: (snapshot) => {
      const fact = factOf(snapshot, name);
      const value = typeof fact === 'string' && fact.trim() !== '' ? Number(fact) : fact;
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    },
  };
}

/** A category that the book's settings name, or one of our own names. An empty text is unknown. */
export function bookCategory(name: string): CategoryFeature {
  return {
    kind: 'category',
    name: `book.${name}`,
    signal: signalOf(name),
    nullWhen: 'the source does not say',
    ofPromise: false,
    say: (word) => `${name} is ${word}`,
    compute: (snapshot) => {
      const fact = factOf(snapshot, name);
      return fact === null || fact === '' ? null : String(fact);
    },
  };
}

/** Facts of where it leaves from, where it goes and how; all others are of the order itself. */
const OF_THE_WAY: ReadonlySet<string> = new Set([
  'siteId',
  'supplierId',
  'carrierServiceId',
  'shipTo.country',
  'shipTo.region',
]);

function signalOf(name: string): 'way' | 'order' {
  return OF_THE_WAY.has(name) ? 'way' : 'order';
}
