import { fifo } from '../../../../plugins/simulator/dispatch/fifo.ts';
import { parseParameters } from '../../../../plugins/simulator/parameters/parameters.ts';
import { createWorld } from '../../../../plugins/simulator/world/create-world.ts';
import type { World, WorldOptions } from '../../../../plugins/simulator/world/world.ts';
import { MS_PER_DAY } from '../../../../src/domain/time.ts';

/** A Monday, midnight in UTC. */
export const STARTS_AT = Date.UTC(2026, 0, 5);

/** A hundred lines a day of few items, so that stock and people are scarce and a test is fast. */
const SMALL = { linesPerDay: 10_000, items: 400, customers: 600, suppliers: 60, warmUpDays: 0 };

export interface SmallWorld extends Partial<Omit<WorldOptions, 'parameters'>> {
  readonly parameters?: Readonly<Record<string, number>>;
}

/** A small world at its start. */
export function smallWorld({ parameters, ...options }: SmallWorld = {}): World {
  return createWorld({
    seed: 1,
    scale: 0.01,
    startsAt: STARTS_AT,
    dispatch: fifo,
    keepClosed: true,
    record: true,
    ...options,
    parameters: parseParameters({ ...SMALL, ...parameters }),
  });
}

/** The instant so many days after the start. */
export function day(days: number): number {
  return Math.round(STARTS_AT + days * MS_PER_DAY);
}

/** A world after some days. */
export function worldAfter(days: number, options: SmallWorld = {}): World {
  const world = smallWorld(options);
  world.advance(day(days));
  return world;
}
