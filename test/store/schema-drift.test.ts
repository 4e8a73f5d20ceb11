import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openTestBook } from '../support/book.ts';

it('prisma/schema.prisma says what the migrations make', async () => {
  const book = await openTestBook();
  const url = new URL(book.connectionString);
  url.searchParams.set('schema', book.schema);
  const question = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--script'];

  const { stdout } = await promisify(execFile)(process.execPath, ['node_modules/prisma/build/index.js', ...question], {
    env: { ...process.env, DATABASE_URL: url.href },
  }).finally(book.close);

  expect(stdout).toContain('-- '); // it did answer
  expect(statementsOf(stdout)).toEqual([]);
});

/** Statements that would turn the database into what schema.prisma says. */
function statementsOf(script: string): readonly string[] {
  return script.split('\n').filter((line) => line !== '' && !line.startsWith('--'));
}
