import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSimClock } from '../../../../plugins/simulator/distributor/sim-clock.ts';
import { temporaryFolder } from '../practice.ts';

const BEGIN = Date.UTC(2026, 2, 2, 15);

function setUp() {
  const file = join(temporaryFolder(), 'clock.json');
  const wall = { ms: 1_000 };
  const open = (speed: number, notBefore = 0) =>
    openSimClock({ file, begin: BEGIN, notBefore, speed, wallMs: () => wall.ms });
  return { file, wall, open };
}

describe('the clock of a simulated distributor', () => {
  it('begins where it is told and goes as fast as it is told', () => {
    const { wall, open } = setUp();
    const clock = open(60);

    wall.ms += 2_500;

    expect(clock.now()).toBe(BEGIN + 150_000);
  });

  it('stands still while it is closed, also when it goes on at another speed', () => {
    const { wall, open } = setUp();
    const first = open(60);
    wall.ms += 1_000;
    first.close();
    wall.ms += 3_600_000;

    const second = open(10);

    expect(second.now()).toBe(BEGIN + 60_000);
    wall.ms += 1_000;
    expect(second.now()).toBe(BEGIN + 70_000);
  });

  it('never goes back, whenever it is killed and at whatever speed it goes on', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ passesMs: fc.nat(20_000), isKilled: fc.boolean(), speed: fc.integer({ min: 0, max: 500 }) }),
          {
            maxLength: 12,
          },
        ),
        (runs) => {
          const { file, wall, open } = setUp();
          let told = BEGIN;
          for (const { passesMs, isKilled, speed } of runs) {
            const clock = open(speed);
            for (const part of [0, 0.3, 0.7]) {
              wall.ms += passesMs * part;
              expect(clock.now()).toBeGreaterThanOrEqual(told);
              told = clock.now();
            }
            if (!isKilled) clock.close();
          }
          rmSync(file, { force: true });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('jumps ahead by five real seconds at most when it is killed', () => {
    const { wall, open } = setUp();
    const killed = open(60);
    wall.ms += 12_345;
    const told = killed.now();

    const ahead = open(60).now() - told;

    expect(ahead).toBeGreaterThanOrEqual(0);
    expect(ahead).toBeLessThanOrEqual(5_000 * 60);
  });

  it('never stands before the last decision', () => {
    const { open } = setUp();

    expect(open(60, BEGIN + 99).now()).toBe(BEGIN + 99);
  });

  it('is refused when its file is not its own', () => {
    const { file, open } = setUp();
    writeFileSync(file, 'yesterday');

    expect(() => open(60)).toThrow(/clock\.json as the simulated distributor wrote it/);
  });
});
