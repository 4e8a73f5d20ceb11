import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { simHistory, type SimulationResult } from '../../../../plugins/index.ts';
import type { WrittenHistory } from '../../../../plugins/simulator/history/write-history.ts';
import { runSimulation } from '../../../../plugins/simulator/run/run-simulation.ts';
import { SIMULATED_SCORING } from '../../../../src/demo-config.ts';
import { collectExamples } from '../../../../src/operations/collect-examples.ts';
import { ScoringSettings } from '../../../../src/scoring/settings.ts';
import { describeConformance } from '../../../../src/providers/index.ts';
import { temporaryFolder } from '../practice.ts';
import { eventsOf, record, SMALL, sourceOf } from './recorded.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'promisegraph-history-'));
let written: WrittenHistory;
let plain: SimulationResult;

beforeAll(async () => {
  written = await record(folder);
  plain = await runSimulation(SMALL);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a recorded history', () => {
  it('is of the very run that nobody followed', () => {
    expect([written.fingerprint, written.kpis]).toEqual([plain.fingerprint, plain.kpis]);
  });

  it('says what it is, and that nothing in it is real', () => {
    const run: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));

    expect(run).toMatchObject({ isSimulated: true, seed: 7, days: 6, status: 'complete', isPartial: false });
  });

  it('is the same, to the byte, for the same seed', async () => {
    const other = temporaryFolder();
    await record(other);

    for (const file of ['sim-erp/order', 'sim-wms/inventory', 'sim-tms/shipment', 'sim-crm/customer'])
      expect(lines(other, file), file).toEqual(lines(folder, file));
    expect(readFileSync(join(other, 'outcomes.csv'), 'utf8')).toBe(readFileSync(join(folder, 'outcomes.csv'), 'utf8'));
  });

  it('tells every version once, in the order in which they were told', () => {
    const versions = lines(folder, 'sim-erp/order').map(
      (line) => JSON.parse(line) as { id: string; changedAt: string },
    );
    const stamps = versions.map(({ changedAt }) => changedAt);

    expect([...stamps].sort()).toEqual(stamps);
    expect(new Set(versions.map(({ id, changedAt }) => `${id} ${changedAt}`)).size).toBe(versions.length);
    expect(versions.length).toBeGreaterThan(2 * new Set(versions.map(({ id }) => id)).size);
  });

  it('gives a row for each line that is closed', () => {
    const [head, ...rows] = readFileSync(join(folder, 'outcomes.csv'), 'utf8').trimEnd().split('\n');

    expect(head).toMatch(/^order_id,line_number,.*had_exception$/);
    expect(rows.length).toBe(written.outcomes);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(row.split(',').length).toBe(head?.split(',').length);
  });

  it('is read whole: nothing in it is set aside', async () => {
    const { records, unreadable } = await eventsOf(folder);

    expect([records, unreadable]).toEqual([written.records, 0]);
  });

  it('shows nobody what came later: examples as of a day are the same when all after it is gone, or another', async () => {
    const day = '2026-01-09T00:00:00.000Z';
    const settings = ScoringSettings.parse(SIMULATED_SCORING);
    const shorter = temporaryFolder();
    const otherwise = temporaryFolder();
    await record(shorter, { days: 4 });
    await record(otherwise);
    scramble(otherwise, day);

    const [whole, gone, shuffled] = await Promise.all(
      [folder, shorter, otherwise].map(async (from) => {
        const { events } = await eventsOf(from, day);
        return (await collectExamples(sourceOf(events), settings, { asOf: day })).examples;
      }),
    );

    expect(whole?.length).toBeGreaterThan(50);
    expect(gone).toEqual(whole);
    expect(shuffled).toEqual(whole);
  });

  it('that is cut off says where', async () => {
    const file = join(await recordedDay(), 'sim-erp', 'order.jsonl.gz');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 20));

    await expect(eventsOf(join(file, '..', '..'))).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(
        /order\.jsonl\.gz: expected a whole file, came one that is cut off .* after line \d+/,
      ),
    });
  });

  it('does not overwrite what is not a history', async () => {
    const other = temporaryFolder();
    writeFileSync(join(other, 'notes.txt'), 'mine');

    await expect(record(other)).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringMatching(other) });
  });
});

describeConformance({ describe, it }, 'sim-history', async () => {
  const directory = await recordedDay();
  return {
    provider: simHistory({ id: 'sim-erp', system: 'sim-erp', directory, pageSize: 40 }),
    unreachable: simHistory({ id: 'sim-erp', system: 'sim-erp', directory: join(directory, 'nowhere') }),
    change: async () => {
      const [first = ''] = lines(directory, 'sim-erp/item');
      const item = { ...(JSON.parse(first) as { id: string }), name: 'renamed', changedAt: '2026-02-01T00:00:00.000Z' };
      appendFileSync(join(directory, 'sim-erp/item.jsonl.gz'), gzipSync(`${JSON.stringify(item)}\n`));
      return { kind: 'item', key: item.id };
    },
    skips: {
      'C01.4': NOTHING_BUT_FILES,
      'C01.5': NOTHING_BUT_FILES,
      'C03.4': 'it is read line by line, whatever times the lines bear',
      'C04.1': 'what is recorded later stands later in the file',
      C05: 'a recording does not change',
      C06: 'a recording does not change',
      C09: NOTHING_BUT_FILES,
    },
  };
});

const NOTHING_BUT_FILES = 'it reads files: there is nobody to sign in to, and no way that could fail';

/** A history of a day in which each thing has its last version only: a source that has told nothing twice. */
async function recordedDay(): Promise<string> {
  const directory = temporaryFolder();
  await record(directory, { days: 1 });
  for (const kind of ['item', 'order', 'supply', 'invoice', 'exception']) {
    const last = new Map(
      lines(directory, `sim-erp/${kind}`).map((line) => [(JSON.parse(line) as { id: string }).id, line]),
    );
    writeFileSync(
      join(directory, `sim-erp/${kind}.jsonl.gz`),
      gzipSync([...last.values()].map((line) => `${line}\n`).join('')),
    );
  }
  return directory;
}

function lines(directory: string, file: string): readonly string[] {
  return gunzipSync(readFileSync(join(directory, `${file}.jsonl.gz`)))
    .toString()
    .split('\n')
    .slice(0, -1);
}

/** Makes everything that orders and shipments say after an instant stand in another order, with other words. */
function scramble(directory: string, after: string): void {
  for (const file of ['sim-erp/order', 'sim-tms/shipment', 'sim-wms/inventory', 'sim-crm/customer']) {
    const all = lines(directory, file);
    const isLater = (line: string): boolean => (JSON.parse(line) as { changedAt: string }).changedAt > after;
    const later = all
      .filter(isLater)
      .reverse()
      .map((line) => line.replaceAll('"west"', '"east"').replaceAll('"quantity":{"value":', '"quantity":{"value":9'));
    const text = [...all.filter((line) => !isLater(line)), ...later].map((line) => `${line}\n`).join('');
    writeFileSync(join(directory, `${file}.jsonl.gz`), gzipSync(text));
  }
}
