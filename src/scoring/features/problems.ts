import type { OrderException } from '../../domain/exception.ts';
import { holdsOn } from '../../domain/queue.ts';
import type { HoldRecord } from '../../domain/record/order-record.ts';
import type { NumberFeature } from '../feature.ts';

interface Problem {
  readonly name: string;
  readonly words: string;
  readonly holds: readonly HoldRecord['kind'][];
  readonly exceptions: readonly OrderException['type'][];
}

/** What can be amiss: each is 1 when a hold in force or an open exception says so, else 0. */
const PROBLEMS: readonly Problem[] = [
  { name: 'credit_problem', words: 'credit hold', holds: ['credit'], exceptions: ['credit-hold'] },
  { name: 'address_problem', words: 'address in doubt', holds: ['address'], exceptions: ['address'] },
  { name: 'pricing_problem', words: 'price in doubt', holds: ['pricing'], exceptions: ['pricing', 'invoice'] },
  { name: 'edi_problem', words: 'EDI document rejected', holds: [], exceptions: ['edi'] },
  {
    name: 'stock_problem',
    words: 'stock does not add up',
    holds: [],
    exceptions: ['inventory-mismatch', 'short-pick'],
  },
  { name: 'supply_problem', words: 'supply delayed', holds: [], exceptions: ['supply-delay', 'shipment-delay'] },
  { name: 'other_hold', words: 'other hold', holds: ['compliance', 'fraud', 'manual'], exceptions: [] },
];

/** Holds in force and open exceptions, by what is amiss. */
export const problems: readonly NumberFeature[] = PROBLEMS.map(({ name, words, holds, exceptions }) => ({
  kind: 'number',
  name,
  signal: holds.length > 0 ? 'holds' : 'openExceptions',
  unit: 'yes or no',
  range: [0, 1],
  nullWhen: holds.length > 0 ? 'never' : 'the book was never told of any exception',
  ofPromise: false,
  say: (value) => (value === 1 ? words : `no ${words}`),
  compute: ({ order, line, exceptions: open }) => {
    if (holds.length === 0 && open === null) return null;
    const isHeld = holdsOn(order, line).some(({ kind }) => holds.includes(kind));
    return Number(isHeld || (open ?? []).some(({ type }) => exceptions.includes(type)));
  },
}));
