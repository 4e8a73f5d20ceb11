import { expect, it } from 'vitest';
import { addMs, MS_PER_HOUR } from '../../../src/domain/time.ts';
import { observeSignals } from '../../../src/scoring/signals/observe-signals.ts';
import type { Snapshot } from '../../../src/scoring/snapshot.ts';
import { fullBook, LINE, PLACED_AT } from '../full-book.ts';
import { snapshotAfter } from '../relive.ts';

function statusesOf(snapshot: Snapshot): Record<string, readonly string[]> {
  const names: Record<string, string[]> = { known: [], missing: [], 'too-old': [] };
  for (const { signal, status } of observeSignals(snapshot)) names[status]?.push(signal);
  return names;
}

it('knows every signal of a book that tells of everything, each with source and instant', () => {
  const observed = observeSignals(snapshotAfter(fullBook(), LINE, PLACED_AT));

  expect(observed.filter(({ status }) => status !== 'known')).toEqual([]);
  for (const { provenance } of observed) expect(provenance?.source).toMatch(/^(test|own past)$/);
});

it('names the signals that no source tells of a line', () => {
  const orderAlone = fullBook().filter(({ type }) => type === 'order.placed');

  expect(statusesOf(snapshotAfter(orderAlone, LINE, PLACED_AT)).known).toEqual([
    'promise',
    'order',
    'way',
    'holds',
    'season',
  ]);
});

it('counts work and capacity as unknown once they were observed too long ago', () => {
  const twoDaysLater = addMs(PLACED_AT, 48 * MS_PER_HOUR);
  const snapshot = snapshotAfter(fullBook(), LINE, twoDaysLater);

  expect(statusesOf(snapshot)['too-old']).toEqual(['workload', 'carrierCapacity']);
});
