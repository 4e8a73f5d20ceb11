import { expect, it } from 'vitest';
import { stepBack } from '../../src/providers/step-back.ts';

it.each([
  [
    'moves `at` back and keeps the rest',
    { at: '2030-01-01T00:10:00.123456Z', id: 7 },
    { at: '2030-01-01T00:05:00.123Z', id: 7 },
  ],
  ['leaves a cursor that has no time yet', { at: null }, { at: null }],
  ['leaves the start', null, null],
])('%s', (_what, cursor, expected) => {
  expect(stepBack(cursor, 300_000)).toEqual(expected);
});

it('leaves any cursor alone where nothing shows late, and refuses one without a time where something does', () => {
  expect(stepBack({ page: 3 }, 0)).toEqual({ page: 3 });
  expect(() => stepBack({ page: 3 }, 1)).toThrow(/expected a cursor with `at`/);
});
