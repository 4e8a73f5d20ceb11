import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSharedRows, type ReadRows } from '../../../plugins/csv/files/shared-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'promisegraph-csv-'));
const path = join(folder, 'lines.csv');
const ROWS = 60_000;
writeFileSync(path, ['number,text', ...Array.from({ length: ROWS }, (_, at) => `${at},${'x'.repeat(20)}`)].join('\n'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = { encoding: 'utf-8' as const };

it('readers that begin together all get every row, from one pass over the file', async () => {
  const read = createSharedRows();

  const [first, second] = await Promise.all([batchesOf(read), batchesOf(read)]);

  expect(first.flatMap(({ rows }) => rows)).toHaveLength(ROWS);
  expect(second.every((batch, at) => batch === first[at])).toBe(true);
});

it('a reader that comes later gets every row too', async () => {
  const read = createSharedRows();
  const early = read(path, settings, Infinity);
  await early.next();

  const late = await batchesOf(read);

  expect(late.flatMap(({ rows }) => rows)).toHaveLength(ROWS);
  await early.return(undefined);
});

it('a reader that goes away in the middle holds up nobody', async () => {
  const read = createSharedRows();
  const leaving = (async () => {
    for await (const batch of read(path, settings, Infinity)) return batch;
    return null;
  })();

  const staying = await batchesOf(read);

  expect(staying.flatMap(({ rows }) => rows)).toHaveLength(ROWS);
  expect((await leaving)?.rows.length).toBeGreaterThan(0);
});

it('all readers meet the error of a broken file', async () => {
  const read = createSharedRows();
  const missing = () => batchesOf(read, join(folder, 'missing.csv'));

  const results = await Promise.allSettled([missing(), missing()]);

  for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'INPUT_INVALID' } });
});

async function batchesOf(read: ReadRows, from = path) {
  const batches = [];
  for await (const batch of read(from, settings, Infinity)) batches.push(batch);
  return batches;
}
