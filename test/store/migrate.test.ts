import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { withClient } from '../../src/store/database-client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { dropBook, listBooks, openBook } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

const url = inject('databaseUrl');
let schema: string;
let dir: string;

beforeEach(async () => {
  schema = `test_${randomBytes(6).toString('hex')}`;
  dir = await mkdtemp(join(tmpdir(), 'promisegraph-migrations-'));
  await addMigration('0001_first', 'CREATE TABLE thing (id TEXT PRIMARY KEY);');
});

afterEach(async () => {
  await dropBook(url, schema);
  await rm(dir, { recursive: true });
});

describe('migrate', () => {
  it('applies what is missing, once, in order of name', async () => {
    await addMigration('0003_third', 'ALTER TABLE thing ADD COLUMN c TEXT;');
    await addMigration('0002_second', 'ALTER TABLE thing ADD COLUMN b TEXT;');

    const first = await migrate(url, schema, dir);
    const second = await migrate(url, schema, dir);

    expect(first).toEqual(['0001_first', '0002_second', '0003_third']);
    expect(second).toEqual([]);
    expect(await columns()).toEqual(['id', 'b', 'c']);
  });

  it('applies each migration once when several processes start at the same moment', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(url, schema, dir)));

    expect(applied.flat()).toEqual(['0001_first']);
  });

  it('refuses a database that a newer program made, and says what to do', async () => {
    await migrate(url, schema, dir);
    await rm(join(dir, '0001_first'), { recursive: true });

    const refused = migrate(url, schema, dir);
    await expect(refused).rejects.toThrow(/newer than this program: .*0001_first; upgrade/);
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await migrate(url, schema, dir);
    await addMigration('0001_first', 'CREATE TABLE other (id TEXT PRIMARY KEY);');

    const refused = migrate(url, schema, dir);
    await expect(refused).rejects.toThrow('0001_first was edited');
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('leaves nothing of a migration that fails, and goes on once it is mended', async () => {
    await addMigration('0002_second', 'ALTER TABLE thing ADD COLUMN b TEXT; SELECT no_such_function();');

    const refused = migrate(url, schema, dir);
    await expect(refused).rejects.toThrow(/0002_second failed and nothing of it was applied: .*no_such_function/);
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await columns()).toEqual(['id']);

    await addMigration('0002_second', 'ALTER TABLE thing ADD COLUMN b TEXT;');
    expect(await migrate(url, schema, dir)).toEqual(['0002_second']);
  });

  it('refuses a schema in which a migration is marked as failed half way', async () => {
    await migrate(url, schema, dir);
    await withClient(url, (client) => client.query(`UPDATE ${schema}._prisma_migrations SET finished_at = NULL`));

    await expect(migrate(url, schema, dir)).rejects.toThrow('migration 0001_first failed half way');
  });

  it('finds the migrations of the package by itself', async () => {
    const applied = await migrate(url, schema);

    expect(applied).toContain('20261123000000_foundation');
  });

  it('leaves no document column with statistics, which would make ANALYZE compare whole documents', async () => {
    await migrate(url, schema);

    const { rows } = await withClient(url, (client) =>
      client.query(
        `SELECT attrelid::regclass::text AS "table", attname AS "column" FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
         WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND atttypid IN ('json'::regtype, 'jsonb'::regtype)
           AND NOT attisdropped AND attstattarget IS DISTINCT FROM 0`,
        [schema],
      ),
    );
    expect(rows).toEqual([]);
  });
});

describe('openBook', () => {
  it('keeps the books of one database apart', async () => {
    const [one, other] = await Promise.all([openTestBook(), openTestBook()]);
    expect(await listBooks(url)).toEqual(expect.arrayContaining([one.schema, other.schema]));

    await one.store.transaction((tx) => tx.sources.moveCursor('erp', 'order', { from: null, to: { page: 1 } }));

    expect(await one.store.sources.cursor('erp', 'order')).toEqual({ page: 1 });
    expect(await other.store.sources.cursor('erp', 'order')).toBeNull();
    await Promise.all([one.close(), other.close()]);
    expect(await listBooks(url)).not.toContain(one.schema);
  });

  it('says which host, port and database do not answer, and never the password', async () => {
    const opening = openBook('postgresql://me:hush@127.0.0.1:9/orders', 'promisegraph', silentLog);

    await expect(opening).rejects.toThrow(/^cannot connect to database orders at 127\.0\.0\.1:9: .*ECONNREFUSED/);
    await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(opening).rejects.not.toThrow('hush');
  });

  it('refuses a DATABASE_URL of another kind without repeating it', async () => {
    await expect(openBook('mysql://me:hush@localhost/orders', 'promisegraph', silentLog)).rejects.toThrow(
      'expected postgresql://user@host:port/database',
    );
  });

  it('refuses a name that is no plain identifier', async () => {
    await expect(openBook(url, 'x; DROP SCHEMA y', silentLog)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

function columns(): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum`,
      [`${schema}.thing`],
    );
    return rows.map(({ name }) => name);
  });
}
