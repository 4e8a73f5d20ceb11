import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeRows, writeBookFolder } from '../support/order-book-file.ts';
import { createTestDatabase, loadAnswer, oneLine, runHere, type TestDatabase } from './in-process.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const rows = makeRows(10);
const folder = writeBookFolder(rows);
const mappingFile = join(folder.dir, 'mapping.yaml');
const [good, mapping, config] = [folder.file, mappingFile, folder.config].map((path) => readFileSync(path, 'utf8'));
const other = mkdtempSync(join(tmpdir(), 'promisegraph-other-'));
let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  env = { DATABASE_URL: database.url, DATA_DIR: other };
});

afterEach(() => {
  writeFileSync(folder.file, good ?? '');
  writeFileSync(mappingFile, mapping ?? '');
  writeFileSync(folder.config, config ?? '');
});

afterAll(async () => {
  await database.drop();
  rmSync(folder.dir, { recursive: true });
  rmSync(other, { recursive: true });
});

function load(...more: readonly string[]) {
  return runHere(['load', '--config', folder.config, '--json', ...more], env);
}

describe('a file that cannot be read', () => {
  it.each([
    ['lacks a column', good?.replace('quantity', 'qty'), /book\.csv: expected column "quantity"/],
    ['is empty', '', /book\.csv: expected a header line and rows, came an empty file/],
    ['is binary', Buffer.concat([Buffer.from(good ?? ''), Buffer.from([0, 1, 2])]), /came binary data/],
    [
      'is a gzip cut short',
      gzipSync(`${good}${randomBytes(9000).toString('hex')}`).subarray(0, 900),
      /whole gzip file/,
    ],
  ])('one that %s is refused whole, and the book stays as it was', async (_fault, content, problem) => {
    const before = loadAnswer(await load());
    writeFileSync(folder.file, content ?? '');

    const run = await load();

    const after = loadAnswer(run);
    expect(run.code).toBe(1);
    expect(oneLine(run.stderr)).toMatch(problem);
    expect(run.stderr).toContain('source book');
    expect(after.sources[0]?.problem).toMatch(problem);
    expect(after).toMatchObject({ records: 0, parked: 0, stateHash: before.stateHash, book: before.book });
  });

  it('names the path that --from gave when there is nothing', async () => {
    const { code, stderr } = await load('--from', join(folder.dir, 'none.csv'));

    expect(code).toBe(1);
    expect(oneLine(stderr)).toMatch(/expected a file at .*none\.csv, came nothing: check the path/);
  });
});

describe('rows that cannot be read', () => {
  it('are kept with payload, place and reason while the others are read', async () => {
    const own = await createTestDatabase();
    const header = good?.split('\n')[0] ?? '';
    const fine = 'N-1,1,C-1,I-1,5,10.5,XA,2013-06-01,2013-06-08,';
    writeFileSync(
      folder.file,
      [
        header,
        fine,
        'N-2,1,C-1,I-1,five,10.5,XA,2013-06-01,2013-06-08,', // wrong type
        'N-3,1,C-1,I-1,5,10.5,XA,2013-06-31,2013-06-08,', // no such day
        fine.replace('10.5', '99'), // the same line twice, saying something else
        'N-4,1,C-1,I-1,5,10.5,XA,2013-06-01,2013-06-08,',
        '',
      ].join('\n'),
    );

    const loaded = await runHere(['load', '--config', folder.config, '--json'], { ...env, DATABASE_URL: own.url });
    const parked = await runHere(['providers', 'parked', '--config', folder.config, '--json'], {
      ...env,
      DATABASE_URL: own.url,
    });
    const again = await runHere(['load', '--config', folder.config, '--json'], { ...env, DATABASE_URL: own.url });
    await own.drop();

    expect([loaded.code, parked.code, loaded.stderr, parked.stderr]).toEqual([0, 0, '', '']);
    expect(loadAnswer(loaded)).toMatchObject({ parked: 4, book: { order: 2, line: 2 } });
    expect(loadAnswer(again)).toMatchObject({ records: 0, stateHash: loadAnswer(loaded).stateHash });
    const listed: { location: string; kind: string; reason: string; payload: unknown }[] = JSON.parse(
      parked.stdout,
    ) as never;
    expect(listed.map(({ location, kind }) => `${location} ${kind}`).sort()).toEqual([
      'book.csv:3 order',
      'book.csv:4 order',
      'book.csv:5 order',
      'book.csv:5 shipment',
    ]);
    const wrongType = listed.find(({ location }) => location === 'book.csv:3');
    expect(wrongType?.reason).toBe('quantity, column "quantity": expected a number, came "five"');
    expect(wrongType?.payload).toMatchObject({ order: 'N-2', quantity: 'five' });
    expect(listed.find(({ location }) => location === 'book.csv:5')?.reason).toMatch(/came again.*book\.csv:2/);
  });

  it('are shown to a person too', async () => {
    writeFileSync(folder.file, `${good}N-9,1,C-1,I-1,some,10.5,XA,2013-06-01,2013-06-08,\n`);

    const { stdout } = await runHere(['load', '--config', folder.config], env);
    const parked = await runHere(['providers', 'parked', '--config', folder.config], env);

    expect(stdout).toMatch(/1 rows parked/);
    expect(stdout).toContain('promisegraph providers parked');
    expect(parked.stdout).toMatch(
      /book\.csv:\d+ {2}order {2}quantity, column "quantity": expected a number, came "some"/,
    );
  });
});

describe('a mapping or a configuration that is wrong', () => {
  it.each([
    ['names a zone that there is none', mapping?.replace('zone: UTC', 'zone: Mars/Olympus'), /zone.*Mars\/Olympus/],
    ['names a field that there is none', mapping?.replace('customerId:', 'custmerId:'), /custmerId/],
  ])('a mapping that %s stops the command before anything is read', async (_fault, text, message) => {
    writeFileSync(mappingFile, text ?? '');

    const { code, stdout, stderr } = await load();

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(message);
    expect(stderr).toMatch(/^promisegraph: CONFIG_INVALID: .*mapping\.yaml/);
  });

  it.each([
    ['throws', `throw new Error('no luck\\ntoday');`, /cannot be loaded: no luck today/],
    ['is no program', 'export default {', /cannot be loaded/],
    ['exports nothing', '', /default export/],
    ['has a field that there is none', `export default { provider: [] };`, /provider/],
    ['has a source that is none', `export default { providers: ['csv'] };`, /providers\.0: expected a provider/],
    [
      'gives a source a wrong setting',
      config?.replace('pollMs: 200', 'pollMs: -1'),
      /provider csv "book".*pollMs.*correct it in the configuration file/,
    ],
    [
      'gives two sources one id',
      config?.replace(
        /csv\(.*\),?\]/,
        `csv({ id: 'book', mapping: 'mapping.yaml' }), csv({ id: 'book', mapping: 'mapping.yaml' })]`,
      ),
      /came "book" twice: rename one of them/,
    ],
    [
      'needs a variable that is not set',
      config?.replace(`'mapping.yaml'`, `env('NO_SUCH_VARIABLE')`).replace('{ csv,', '{ csv, env,'),
      /NO_SUCH_VARIABLE: expected this environment variable to be set/,
    ],
  ])('a configuration that %s stops the command', async (_fault, text, message) => {
    writeFileSync(folder.config, text ?? '');

    const { code, stdout, stderr } = await load();

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(/^promisegraph: CONFIG_INVALID: /);
    expect(stderr).toMatch(message);
  });

  it('a configuration that is not there is named with its whole path', async () => {
    const { code, stderr } = await runHere(['load', '--config', 'none.config.ts'], env);

    expect(code).toBe(2);
    expect(oneLine(stderr)).toMatch(
      /expected a configuration file at \/.*\/none\.config\.ts, came nothing: check --config/,
    );
  });
});

describe('options and variables that are wrong', () => {
  it.each([
    [['load', '--config', 'x', '--form', 'y'], /unknown option '--form' \(Did you mean --from\?\); .*--help/],
    [['load'], /required option '--config <file>' not specified/],
    [['laod'], /unknown command 'laod' \(Did you mean load\?\)/],
    [['load', '--config', 'x', 'book.csv'], /too many arguments/],
    [['train', '--config'], /option '--config <file>' argument missing/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await runHere(args, env);

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(/^promisegraph: INPUT_INVALID: /);
    expect(stderr).toMatch(message);
  });

  it.each([
    [{ PORT: 'http' }, /PORT: expected a port from 0 to 65535, came "http"/],
    [{ PORT: '70000' }, /PORT: .*65535.*came "70000"/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*"warn".*came "loud"/],
    [
      { DATABASE_URL: 'mysql://me:hidden@db/x' },
      /DATABASE_URL: expected postgresql:\/\/user@host:port\/database, with a password where one is needed, came something else/,
    ],
    [
      { DATABASE_URL: 'postgresql://me:hidden@127.0.0.1:1/book' },
      /cannot connect to database book at 127\.0\.0\.1:1: .*ECONNREFUSED.*; check DATABASE_URL and that the server runs/,
    ],
  ])('%j', async (wrong, message) => {
    const { code, stdout, stderr } = await runHere(['load', '--config', folder.config], { ...env, ...wrong });

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(message);
    expect(stderr).not.toContain('hidden');
  });

  it.each([
    [['--as-of', 'yesterday'], /as-of: expected a date like 2013-06-01 or an instant .*came "yesterday"/],
    [['--as-of', '2013-02-30'], /as-of: expected a date like 2013-06-01 or an instant .*came "2013-02-30"/],
    [['--model', other], /expected a model, or a folder of its versions, at .*; promisegraph train makes a model/],
  ])('%j', async (more, message) => {
    const { code, stdout, stderr } = await load(...more);

    expect([code, stdout]).toEqual([2, '']);
    expect(oneLine(stderr)).toMatch(message);
  });

  it('--from is refused for a book without a source that reads files', async () => {
    writeFileSync(
      folder.config,
      `import { memory, MemorySource } from 'promisegraph';\nexport default { providers: [memory({ id: 'm', source: new MemorySource() })] };\n`,
    );

    const { code, stderr } = await load('--from', folder.file);

    expect(code).toBe(2);
    expect(oneLine(stderr)).toMatch(
      /expected a configuration with a source that reads files, such as csv\(…\), came none/,
    );
  });
});
