import { expect, test } from 'vitest';
import { priorityOf } from '../../src/scoring/priority.ts';

const line = (amountMinor: number | null) => ({
  value: amountMinor === null ? null : { amountMinor, currency: 'EUR' },
});

test('risk times value decides', () => {
  expect(priorityOf(line(10_000), 0.5).score).toBe(5000);
});

test('a line of unknown value stands behind every line of the like risk that is worth more than a cent', () => {
  expect(priorityOf(line(null), 0.5).score).toBeLessThan(priorityOf(line(2), 0.5).score);
});

test('a line without a risk stands at the end', () => {
  expect(priorityOf(line(1_000_000), null).score).toBe(0);
});
