import { createKeyHash } from '../../src/access/key-hash.ts';
import { systemClock } from '../../src/clock.ts';
import type { Deps } from '../../src/operations/deps.ts';

/** What operations on keys need, with a pepper for tests. */
export const TEST_KEYS: Pick<Deps, 'wallClock' | 'keyHash'> = {
  wallClock: systemClock(),
  keyHash: createKeyHash([Buffer.alloc(32, 7)]),
};
