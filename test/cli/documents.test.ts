import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../src/server/named-documents.ts';
import { filesIn, read, ROOT } from '../support/source-files.ts';
import { createTestDatabase, runHere, type TestDatabase } from './in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'promisegraph-documents-'));
const config = join(folder, 'promisegraph.config.ts');
const examples = filesIn(['examples'], /^examples\/[^/]+\.graphql$/);
let database: TestDatabase;

beforeAll(async () => {
  writeFileSync(config, `export default {};`);
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) =>
  runHere(['documents', ...args, '--config', config, '--json'], { DATABASE_URL: database.url, DATA_DIR: folder });

it('trusts every example, lists them, and no longer trusts one that is removed', async () => {
  const added = await run('add', ...examples.map((file) => join(ROOT, file)));
  const again = await run('add', join(ROOT, examples[0] ?? ''));

  expect(JSON.parse(added.stdout)).toEqual(
    examples.map((file) => ({ hash: sha256(read(file)), name: file.slice('examples/'.length), isNew: true })),
  );
  expect(JSON.parse(again.stdout)).toMatchObject([{ isNew: false }]);
  const hash = sha256(read(examples[0] ?? ''));
  expect((await run('remove', `sha256:${hash}`)).code).toBe(0);
  expect((await run('remove', hash)).code).not.toBe(0);
  expect(JSON.parse((await run('list')).stdout)).toHaveLength(examples.length - 1);
});

it('adds none of them when one does not fit the schema, and says which', async () => {
  const wrong = join(folder, 'wrong.graphql');
  writeFileSync(wrong, '{ nothing }');

  const { code, stderr } = await run('add', join(ROOT, examples[0] ?? ''), wrong);

  expect([code, stderr]).toEqual([expect.any(Number), expect.stringMatching(/wrong\.graphql: Cannot query field/)]);
  expect(code).not.toBe(0);
});
