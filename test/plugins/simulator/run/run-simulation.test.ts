import { describe, expect, it } from 'vitest';
import { parseParameters } from '../../../../plugins/simulator/parameters/parameters.ts';
import { runSimulation } from '../../../../plugins/simulator/run/run-simulation.ts';
import { createWorld } from '../../../../plugins/simulator/world/create-world.ts';
import { MS_PER_DAY, toMs } from '../../../../src/domain/time.ts';
import { SMALL } from '../history/recorded.ts';

describe('a simulation', () => {
  it('is the history of its world, however it was stepped through', async () => {
    const startsAt = toMs(SMALL.startsAt);
    const parameters = parseParameters(SMALL.parameters);
    const world = createWorld({ ...SMALL, startsAt, parameters, keepClosed: false, record: false });
    world.advance(startsAt + SMALL.days * MS_PER_DAY);

    const result = await runSimulation(SMALL);

    expect(result).toMatchObject({ simulatedDays: 6, isPartial: false, endsAt: '2026-01-11T00:00:00.000Z' });
    expect([result.fingerprint, result.kpis]).toEqual([world.fingerprint(), world.kpis()]);
  });

  it('that is stopped gives what there is by then, and says that it is partial', async () => {
    const result = await runSimulation({ ...SMALL, days: 3650 }, { signal: AbortSignal.abort() });

    expect(result).toMatchObject({ simulatedDays: 0, isPartial: true, endsAt: SMALL.startsAt });
    expect(result.kpis.lines.due).toBe(0);
  });

  it('lets others have their turn, so that it can be stopped', async () => {
    const controller = new AbortController();
    const running = runSimulation({ ...SMALL, days: 3650 }, { signal: controller.signal });
    setImmediate(() => controller.abort());

    const { isPartial, simulatedDays } = await running;

    expect([isPartial, simulatedDays < 3650]).toEqual([true, true]);
  });

  it.each([0, 1.5, 3651, Number.NaN])('does not take %d days', async (days) => {
    await expect(runSimulation({ ...SMALL, days })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
