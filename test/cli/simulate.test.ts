import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { DISPATCH_RULES } from '../../src/cli/simulate/dispatch-rules.ts';
import type { SimulationSummary } from '../../src/cli/simulate/summary.ts';
import { collect, spawnCli } from '../support/cli.ts';
import { temporaryFolder } from '../plugins/simulator/practice.ts';
import { oneLine, runHere } from './in-process.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A small distributor that is counted from its first day. */
const SMALL = [
  'simulate',
  '--scale',
  '0.01',
  '--set',
  'linesPerDay=6000',
  'items=300',
  'customers=600',
  'warmUpDays=0',
];

describe('simulate', () => {
  it('answers with the same line of JSON for the same seed, and another for another', async () => {
    const args = [...SMALL, '--days', '4', '--json'];

    const [first, again, other] = [await runHere(args), await runHere(args), await runHere([...args, '--seed', '8'])];

    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^\{.*\}\n$/);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
    expect(summaryIn(first.stdout)).toMatchObject({ isSimulated: true, seed: 7, simulatedDays: 4, isPartial: false });
  });

  it.each(Object.keys(DISPATCH_RULES))(
    'runs under %s, and says how lines, money and people fared',
    async (dispatch) => {
      const { code, stdout, stderr } = await runHere([...SMALL, '--days', '4', '--dispatch', dispatch]);

      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(
        new RegExp(`^SIMULATED distributor: seed 7, scale 0.01, dispatch ${dispatch}, 2026-01-05`),
      );
      for (const row of [
        /^counted: lines placed after the warm-up of 0 days/m,
        /^ {2}by line +\d+\.\d %$/m,
        /\(worst\) +\d+\.\d %$/m,
        /^ {2}order cycle, mean +\d+\.\d h$/m,
        /^ {2}penalties +[\d,]+ USD$/m,
        /^ {2}lines per labour hour +\d+\.\d$/m,
        /^ {4}credit-hold +\d+ {3}(\d+\.\d h|-)$/m,
        /^[\d,]+ lines placed in \d+\.\d s: [\d,]+ lines per second$/m,
        /^fingerprint [0-9a-f]{32}$/m,
      ])
        expect(stdout).toMatch(row);
    },
  );

  it('says that nothing is counted when it ends before the warm-up does', async () => {
    const { stdout } = await runHere([...SMALL, 'warmUpDays=14', '--days', '1']);

    expect(stdout).toMatch(/^counted: nothing, as the first 14 days are warm-up$/m);
    expect(stdout).toMatch(/^ {2}by line +-$/m);
  });

  it.each([
    [['--days', '0'], /CONFIG_INVALID: days: expected a whole number from 1 to 3650, came 0/],
    [['--days', 'ten'], /'--days <number>' argument 'ten' is invalid/],
    [['--scale', '100'], /CONFIG_INVALID: scale: expected a number from 0.01 to 80, came 100/],
    [['--dispatch', 'lifo'], /--dispatch: expected fifo, edd, static, atc, cost-of-delay, came "lifo"/],
    [['--start', 'monday'], /--start: expected a date like 2026-01-05, .*came "monday"/],
    [['--set', 'waveHours'], /--set: expected parameter=value, came "waveHours"/],
    [['--set', 'waveHours=long'], /--set waveHours: expected a number, came "long"/],
    [['--set', 'waveHours=99'], /parameter waveHours: expected a number from 0.5 to 6 \(hours\), came 99/],
    [['--set', 'waveHour=2'], /expected a parameter of the simulator, came "waveHour" \(did you mean "waveHours"\?\)/],
  ])('refuses %j, naming it, what it takes and what came', async (args, message) => {
    const { code, stdout, stderr } = await runHere(['simulate', '--scale', '0.01', ...args]);

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(message);
  });

  it('stopped by Ctrl-C answers with what it has, and leaves a history that is whole; both say that they are partial', async () => {
    const out = temporaryFolder();
    const child = spawnCli(['simulate', '--days', '3650', '--scale', '0.01', '--json', '--out', out]);
    const ended = collect(child);
    await vi.waitUntil(() => existsSync(join(out, 'run.json')), { timeout: 50_000 });
    child.kill('SIGINT');

    const { code, stdout, stderr } = await ended;

    expect(code).toBe(130);
    expect(oneLine(stderr)).toMatch(/^promisegraph: stopped after \d+\.\d\d of 3650 days: the result is partial$/);
    const { isPartial, simulatedDays } = summaryIn(stdout);
    expect([isPartial, simulatedDays < 3650]).toEqual([true, true]);
    expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({
      status: 'partial',
      isPartial: true,
      simulatedDays,
    });
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toMatch(/\*\*Partial\*\*: it was stopped after/);
    expect(gunzipSync(readFileSync(join(out, 'sim-erp', 'item.jsonl.gz'))).toString()).toMatch(/^\{"kind":"item"/);
  });

  it('writes a history with the configuration that train reads it by, without a database', async () => {
    const out = temporaryFolder();
    const simulated = await runHere([...SMALL, '--days', '3', '--out', out]);
    const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };

    const { code, stderr } = await runHere(
      ['train', '--config', join(out, 'promisegraph.config.ts'), '--as-of', '2026-01-06', '--out', join(out, 'model')],
      env,
    );

    expect(simulated.code).toBe(0);
    expect([code, oneLine(stderr)]).toEqual([2, expect.stringMatching(/INPUT_INVALID: training: expected at least/)]);
  });
});

function summaryIn(stdout: string): SimulationSummary {
  return JSON.parse(stdout) as SimulationSummary;
}
