import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { runningServer } from '../../src/store/embedded/pid-file.ts';
import { contentsOf, type BookContents } from '../cli/book-contents.ts';
import { createTestDatabase, loadAnswer, runHere, type LoadAnswer } from '../cli/in-process.ts';
import { killAt } from '../cli/kill-while.ts';
import { collect, spawnCli } from '../support/cli.ts';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { createRandom } from '../../src/scoring/random.ts';

const folder = writeBookFolder(makeRows(8000));
const args = ['load', '--config', folder.config, '--json'];
const scratch = mkdtempSync(join(tmpdir(), 'promisegraph-faults-'));
let whole: LoadAnswer;
let contents: BookContents;

beforeAll(async () => {
  const database = await createTestDatabase();
  whole = loadAnswer(await runHere(args, { DATABASE_URL: database.url, DATA_DIR: scratch }));
  contents = await contentsOf(database.url);
  await database.drop();
});

afterAll(() => {
  rmSync(folder.dir, { recursive: true });
  rmSync(scratch, { recursive: true });
});

describe('a load that is killed', () => {
  it.each([11, 12, 13])('at five moments, seed %i, ends as if nothing had happened', async (seed) => {
    const database = await createTestDatabase();
    const env = { DATABASE_URL: database.url, DATA_DIR: scratch };
    const random = createRandom(seed);
    const ratios = Array.from({ length: 5 }, () => random() * 0.9).sort((a, b) => a - b);

    for (const [index, ratio] of ratios.entries())
      await killAt(
        spawnCli(args, env),
        env.DATABASE_URL,
        { phase: index < 3 ? 'read' : 'apply', ratio },
        whole.newEvents,
      );
    const ended = loadAnswer(await runHere(args, env));

    expect(ended).toMatchObject({ book: whole.book, stateHash: whole.stateHash });
    expect(await contentsOf(env.DATABASE_URL)).toEqual(contents);
    await database.drop();
  });

  it.each([21, 22])('together with its embedded server, or either alone, seed %i', async (seed) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'promisegraph-faults-'));
    const env = { DATABASE_URL: '', DATA_DIR: dataDir };
    const random = createRandom(seed);

    for (const victims of [['server'], ['load'], ['load', 'server'], ['server']]) {
      const child = spawnCli(args, env);
      const ended = collect(child);
      await sleep(3500 + random() * 3000);
      const server = await runningServer(join(dataDir, 'postgres'));
      if (victims.includes('load')) child.kill('SIGKILL');
      if (victims.includes('server') && server) process.kill(server.pid, 'SIGKILL');
      const { code, stderr } = await ended;
      // A load whose server went away may fail in one line; it never hangs.
      if (!victims.includes('load') && code !== 0) expect(stderr).toMatch(/promisegraph: [A-Z_]+: .*\n/);
    }
    const ended = loadAnswer(await runHere(args, env));

    expect(ended).toMatchObject({ book: whole.book, stateHash: whole.stateHash });
    const server = await startEmbeddedPostgres(dataDir, silentLog);
    expect(await contentsOf(server.connectionString)).toEqual(contents);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
