import type { TrytonClient } from './client.ts';
import type { KindsOfTryton } from './kinds/all-kinds.ts';

/** One company in one Tryton: the client that reaches it, what it has, and the platform's clock. */
export interface Connection {
  readonly tryton: TrytonClient;
  readonly kinds: KindsOfTryton;
  readonly now: () => string;
}
