import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spawnCli } from '../support/cli.ts';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { contentsOf } from './book-contents.ts';
import { createTestDatabase, loadAnswer, runHere, type LoadAnswer, type TestDatabase } from './in-process.ts';
import { killAt, type Moment } from './kill-while.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe('load', () => {
  const folder = writeBookFolder(makeRows(2200));
  const model = mkdtempSync(join(tmpdir(), 'promisegraph-model-'));
  const databases: TestDatabase[] = [];
  const args = ['load', '--config', folder.config, '--model', model, '--json'];
  let whole: LoadAnswer;
  let wholeUrl: string;

  beforeAll(async () => {
    const env = { DATABASE_URL: await newDatabase(), DATA_DIR: model };
    const small = writeBookFolder(makeRows(250));
    await runHere(['train', '--config', small.config, '--from', small.file, '--out', model, '--json'], env);
    rmSync(small.dir, { recursive: true });
    whole = loadAnswer(await runHere(args, env));
    wholeUrl = env.DATABASE_URL;
  });

  afterAll(async () => {
    for (const database of databases) await database.drop();
    rmSync(folder.dir, { recursive: true });
    rmSync(model, { recursive: true });
  });

  it('takes in every row, and scores every open line', async () => {
    const contents = await contentsOf(wholeUrl);

    expect(whole).toMatchObject({ model: expect.any(String) as string, sources: [{ problem: null }] });
    expect(contents.inbox_event?.rows).toBe(whole.newEvents);
    expect(contents.inbox_pending?.rows).toBe(0);
    expect(contents.promise_risk?.rows).toBe(whole.scored);
    expect(whole.scored).toBeGreaterThan(100);
  });

  it('run again changes nothing', async () => {
    const before = await contentsOf(wholeUrl);

    const again = loadAnswer(await runHere(args, { DATABASE_URL: wholeUrl, DATA_DIR: model }));

    expect(again).toMatchObject({ records: 0, newEvents: 0, applied: 0, parked: 0, stateHash: whole.stateHash });
    expect(await contentsOf(wholeUrl)).toEqual(before);
  });

  it('killed while reading and while applying, and run again, ends as if nothing had happened', async () => {
    const moments: Moment[] = [
      { phase: 'read', ratio: 0.35 },
      { phase: 'apply', ratio: 0.3 },
    ];
    const env = { DATABASE_URL: await newDatabase(), DATA_DIR: model };
    const killed: boolean[] = [];

    for (const moment of moments)
      killed.push(await killAt(spawnCli(args, env), env.DATABASE_URL, moment, whole.newEvents));
    const ended = loadAnswer(await runHere(args, env));

    expect(killed).toEqual([true, true]);
    expect(ended).toMatchObject({ book: whole.book, stateHash: whole.stateHash, scored: whole.scored });
    expect(ended.applied).toBeLessThan(whole.applied);
    expect(await contentsOf(env.DATABASE_URL)).toEqual(await contentsOf(wholeUrl));
  });

  async function newDatabase(): Promise<string> {
    const database = await createTestDatabase();
    databases.push(database);
    return database.url;
  }
});
