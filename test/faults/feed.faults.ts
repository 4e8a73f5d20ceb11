import { describe, expect, it } from 'vitest';
import { hasNats } from '../support/nats.ts';
import { runFaults, type Fault } from './feed-ledger.ts';

const RUNS = Array.from({ length: 20 }, (_, index) => index + 1);
const KINDS: readonly (readonly Fault[])[] = [
  ['server', 'server'],
  ['postgres'],
  ['stall', 'stall'],
  ['server', 'postgres', 'stall', 'server'],
  ...(hasNats() ? [['nats', 'nats'] as const, ['nats', 'server', 'postgres'] as const] : []),
];

describe.each(KINDS.map((faults) => [faults.join(', '), faults] as const))('%s', (_, faults) => {
  it.each(RUNS)('loses, repeats and misorders nothing, seed %i', async (seed) => {
    const ledger = await runFaults({ seed, faults, writeMs: 4_000 });
    console.log(JSON.stringify({ faults, seed, ...ledger }));

    expect(ledger.sent).toBeGreaterThan(100);
    expect(ledger).toMatchObject({ lost: 0, repeated: 0, outOfOrder: 0, madeUp: 0 });
  });
});
