import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/server/named-documents.ts';
import { filesIn, read, ROOT } from '../support/source-files.ts';
import { useEmptyBook } from './empty-book.ts';

const { folder, run: runOn } = useEmptyBook();
const examples = filesIn(['examples'], /^examples\/[^/]+\.graphql$/);

const run = (...args: string[]) => runOn('documents', ...args, '--json');

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
