import { describe, expect, it } from 'vitest';
import { oneLine, runHere } from './in-process.ts';

describe('options of the demonstration book', () => {
  it.each([
    [['demo', '--seed', 'one'], /'--seed <number>' argument 'one' is invalid. expected a whole number/],
    [['demo', '--speed', 'fast'], /'--speed <number>' argument 'fast' is invalid. expected a number such as 60/],
    [['demo', '--speed', '-1'], /simulated distributor: speed: expected a number from 0 to 10000, came -1/],
    [['start', '--config', 'x', '--scale', '2'], /--scale 2: expected it without --config, .*came both/],
    [['demo', '--scale', '100'], /simulated distributor: scale: .*80.*, came 100/],
    [['start', '--speed', '20000'], /simulated distributor: speed: .*10000.*, came 20000/],
  ])('are refused when they cannot be: %j', async (args, message) => {
    const { code, stdout, stderr } = await runHere(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(message);
  });
});
