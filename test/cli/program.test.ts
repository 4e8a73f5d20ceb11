import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { runCli } from '../support/cli.ts';
import { createTestDatabase, loadAnswer, runHere, type TestDatabase } from './in-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folder = writeBookFolder(makeRows(250));
const scratch = mkdtempSync(join(tmpdir(), 'promisegraph-program-'));
let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  env = { DATABASE_URL: database.url, DATA_DIR: scratch };
});

afterAll(async () => {
  await database.drop();
  rmSync(folder.dir, { recursive: true });
  rmSync(scratch, { recursive: true });
});

describe('help', () => {
  const commands = createProgram().commands.flatMap((command) => [
    [command.name()],
    ...command.commands.map((below) => [command.name(), below.name()]),
  ]);

  it.each(commands)('of %s %s says what it does and what it takes', async (...names) => {
    const { code, stdout, stderr } = await runHere([...names.filter(Boolean), '--help']);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: promisegraph ${names.filter(Boolean).join(' ')}`));
  });

  it('comes without a command too, and is then no success', async () => {
    const { code, stdout, stderr } = await runHere([]);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: promisegraph/);
  });

  it('is there in a process of its own, and so is the version', async () => {
    const { code, stdout, stderr } = await runCli(['--version']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('providers', () => {
  const args = (...more: string[]) => ['providers', ...more, '--config', folder.config];

  it('list says what is configured and reaches nothing', async () => {
    const { code, stdout, stderr } = await runHere([...args('list'), '--json'], env);

    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'book', type: 'csv', kinds: ['customer', 'order', 'shipment'], lookup: false, actions: [] },
    ]);
    const [first, second] = (await runHere(args('list'), env)).stdout.split('\n');
    expect(first).toBe('book  csv  reads customer, order, shipment');
    expect(second).toBe('    customer  key not told; read whole; deletions unnoticed');
  });

  it('check reaches every source, and exits with 1 when one cannot be read', async () => {
    const two = join(folder.dir, 'two.config.ts');
    writeFileSync(
      two,
      `import { csv, defineConfig } from 'promisegraph';
       export default defineConfig({ providers: [
         csv({ id: 'book', mapping: 'mapping.yaml' }),
         csv({ id: 'gone', mapping: 'mapping.yaml', from: 'gone.csv' }),
       ] });`,
    );

    const one = await runHere([...args('check'), '--json'], env);
    const failing = await runHere(['providers', 'check', '--config', two, '--json'], env);
    const text = await runHere(['providers', 'check', '--config', two], env);

    expect([one.code, one.stderr]).toEqual([0, '']);
    expect(JSON.parse(one.stdout)).toMatchObject([{ id: 'book', ok: true }]);
    expect(failing.code).toBe(1);
    expect(JSON.parse(failing.stdout)).toMatchObject([
      { id: 'book', ok: true },
      { id: 'gone', ok: false, problem: expect.stringContaining('gone.csv') as string },
    ]);
    expect(text.stdout).toMatch(/^ok {6}book .*\nFAILED {2}gone .*\n$/);
  });

  it('parked lists no more than it is asked for', async () => {
    await runHere(['load', '--config', folder.config], env);

    const { stdout } = await runHere([...args('parked'), '--limit', '3', '--json'], env);

    expect(JSON.parse(stdout)).toHaveLength(3);
  });
});

describe('train and evaluate', () => {
  const out = join(scratch, 'model');
  const settled = ['--config', folder.config, '--json'];

  it('make a model of a file and measure it, each with one line of JSON', async () => {
    const trained = await runHere(
      ['train', ...settled, '--from', folder.file, '--as-of', '2013-08-01', '--out', out],
      env,
    );
    const measured = await runHere(['evaluate', ...settled, '--from', folder.file, '--model', out], env);
    const loaded = await runHere(['load', ...settled, '--model', out, '--as-of', '2013-11-20'], env);

    expect([trained.code, measured.code, loaded.code]).toEqual([0, 0, 0]);
    expect(JSON.parse(trained.stdout)).toMatchObject({
      dir: out,
      version: expect.stringMatching(/^model\//) as string,
    });
    expect(readdirSync(out)).toContain('model.json');
    expect(trained.stderr).toMatch(/^promisegraph: \d+ rows could not be read and are left out; .*\n$/);
    expect(measured.stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(measured.stdout)).toMatchObject({ model: { metrics: { rocAuc: expect.any(Number) as number } } });
    expect(loadAnswer(loaded).model).toBe((JSON.parse(trained.stdout) as { version: string }).version);
    expect(loadAnswer(loaded).scored).toBeGreaterThan(0);
  });

  it('print reliability curves, and write them as a picture', async () => {
    const picture = join(scratch, 'curves.svg');

    const { code, stdout } = await runHere(
      ['evaluate', '--config', folder.config, '--from', folder.file, '--model', out, '--curves', picture],
      env,
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/^reliability of late: said, came\n( {2}[01]\.\d{3} {2}[01]\.\d{3} {2}\(\d+ lines\)\n?)+/m);
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg[^]*<polyline[^]*<\/svg>\s*$/);
  });

  it('say what is missing when there is nothing to learn from', async () => {
    const { code, stdout, stderr } = await runHere(
      ['train', ...settled, '--from', folder.file, '--as-of', '2011-01-01', '--out', join(scratch, 'none')],
      env,
    );

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/promisegraph: INPUT_INVALID: training: expected lines .*came none\n$/);
  });

  it('name the folder that is no model', async () => {
    const { code, stderr } = await runHere(['evaluate', ...settled, '--from', folder.file, '--model', folder.dir], env);

    expect(code).toBe(2);
    expect(stderr).toMatch(/promisegraph: MODEL_UNAVAILABLE: expected a model, or a folder of its versions, at .*\n$/);
  });
});
