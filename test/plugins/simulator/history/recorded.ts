import { DISPATCH_BASELINES, simHistory, SIMULATED_SYSTEMS, writeHistory } from '../../../../plugins/index.ts';
import type { WrittenHistory } from '../../../../plugins/simulator/history/write-history.ts';
import type { SimulationInput } from '../../../../plugins/simulator/run/run-simulation.ts';
import type { DomainEvent } from '../../../../src/domain/event/event.ts';
import type { Instant } from '../../../../src/domain/time.ts';
import { silentLog } from '../../../../src/log.ts';
import { collectEvents, type CollectedEvents } from '../../../../src/operations/collect-events.ts';
import type { EventSource } from '../../../../src/operations/collect-examples.ts';
import { createHost } from '../../../../src/providers/create-host.ts';

/** A small distributor whose first days are counted. */
export const SMALL: SimulationInput = {
  seed: 7,
  scale: 0.01,
  days: 6,
  startsAt: '2026-01-05T00:00:00.000Z',
  dispatch: DISPATCH_BASELINES.fifo,
  parameters: { linesPerDay: 3000, items: 300, customers: 600, suppliers: 30, warmUpDays: 0 },
};

/** Writes a small history to a folder. */
export function record(directory: string, input: Partial<SimulationInput> = {}): Promise<WrittenHistory> {
  return writeHistory({ ...SMALL, ...input }, { directory });
}

/** What all its systems tell until an instant, as training takes it in. */
export async function eventsOf(directory: string, until: Instant | null = null): Promise<CollectedEvents> {
  const providers = SIMULATED_SYSTEMS.map((system) => simHistory({ id: system, system, directory }));
  const host = createHost(providers, { baseDir: '.', now: () => '2030-01-01T00:00:00.000Z', log: silentLog });
  try {
    const signal = new AbortController().signal;
    return await collectEvents(host.all, { now: '2030-01-01T00:00:00.000Z', until, signal });
  } finally {
    await host.close();
  }
}

export function sourceOf(events: readonly DomainEvent[]): EventSource {
  return async function* () {
    yield await Promise.resolve(events);
  };
}
