import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findModel, newestModelIn } from '../../src/scoring/find-model.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'promisegraph-models-'));
});

async function givenModel(dir: string, writtenAt = 1000): Promise<void> {
  await mkdir(join(root, dir), { recursive: true });
  await writeFile(join(root, dir, 'model.json'), '{}');
  await utimes(join(root, dir, 'model.json'), writtenAt, writtenAt);
}

test('of the versions of a name the one of the latest date is meant, of one date the one written last', async () => {
  await givenModel('risk/2026-01-31-bbbbbbbb', 1000);
  await givenModel('risk/2026-02-01-aaaaaaaa', 500);
  await givenModel('risk/2026-02-01-99999999', 600);

  expect(await newestModelIn(join(root, 'risk'))).toBe(join(root, 'risk/2026-02-01-99999999'));
});

test('a version that is being written, or was replaced, is none', async () => {
  await givenModel('risk/2026-01-31-bbbbbbbb');
  await givenModel('risk/2026-02-01-aaaaaaaa.new');
  await givenModel('risk/2026-02-02-aaaaaaaa.old');

  expect(await newestModelIn(join(root, 'risk'))).toBe(join(root, 'risk/2026-01-31-bbbbbbbb'));
});

test('a folder that is a model is meant itself; a version in it goes before', async () => {
  await givenModel('flat');
  expect(await newestModelIn(join(root, 'flat'))).toBe(join(root, 'flat'));

  await givenModel('flat/2026-01-31-bbbbbbbb');
  expect(await newestModelIn(join(root, 'flat'))).toBe(join(root, 'flat/2026-01-31-bbbbbbbb'));
});

test('places are tried in turn, and all are named when none has a model', async () => {
  await givenModel('second/risk/2026-01-31-bbbbbbbb');
  const places = [join(root, 'first/risk'), join(root, 'second/risk')];

  expect(await findModel('risk', places)).toBe(join(root, 'second/risk/2026-01-31-bbbbbbbb'));
  await expect(findModel('other', [join(root, 'first/other'), join(root, 'second/other')])).rejects.toMatchObject({
    code: 'MODEL_UNAVAILABLE',
    message: expect.stringMatching(/first\/other or .*second\/other, came none of "other"/) as string,
  });
});
