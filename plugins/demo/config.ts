import { z } from 'zod';

/** What may be set of the simulated order book. */
export const DemoConfig = z.object({
  /** The same seed gives the same book at the same time. */
  seed: z.int().default(1),
  /** Days of past orders. */
  historyDays: z.int().min(1).max(720).default(120),
  /** How many times as fast as the real clock business goes on from the first read; 1 is as fast. */
  speed: z.number().min(1).max(10_000).default(300),
});
export type DemoConfig = z.output<typeof DemoConfig>;
