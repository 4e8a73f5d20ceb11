import { expect, it } from 'vitest';
import { runFaults } from '../faults/feed-ledger.ts';

// The long form, with NATS and many seeds, is `npm run test:faults`.
it('a client that comes back after its cursor loses, hears twice and misorders nothing while a replica and the database die', async () => {
  const ledger = await runFaults({ seed: 7, faults: ['server', 'postgres'], writeMs: 1_500 });

  expect(ledger.sent).toBeGreaterThan(50);
  expect(ledger).toMatchObject({ lost: 0, repeated: 0, outOfOrder: 0, madeUp: 0 });
}, 120_000);
