import { describe, expect, it } from 'vitest';
import { simulatedDistributor } from '../../../../plugins/simulator/index.ts';

describe('the options of a simulated distributor', () => {
  it.each([
    ['a scale out of range', { scale: 100 }, /scale: expected a number from 0.01 to 80, came 100/],
    ['half a seed', { seed: 0.5 }, /seed: expected a whole number from 0 to 999999999, came 0\.5/],
    ['no days', { historyDays: 0 }, /historyDays: expected a whole number from 1 to 730, came 0/],
    ['a clock that goes back', { speed: -1 }, /speed: expected a number from 0 to 10000, came -1/],
    ['a speed in words', { speed: 'fast' }, /speed: expected a number from 0 to 10000, came "fast"/],
    ['a rule that is not there', { dispatch: 'lifo' }, /dispatch: .*fifo.*, came "lifo"/],
    ['a start that is no instant', { startsAt: 'monday' }, /startsAt: expected an instant .*, came "monday"/],
    ['an option that is not there', { sped: 60 }, /sped/],
    ['a parameter that is not there', { parameters: { noSuchNumber: 1 } }, /noSuchNumber/],
  ])('stop the start with the name, the range and what came: %s', (_what, options, expected) => {
    expect(() => simulatedDistributor({ directory: 'unused', ...(options as object) })).toThrow(expected);
  });
});
