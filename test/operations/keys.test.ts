import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseApiKey } from '../../src/access/api-key.ts';
import { createAccess, type Access } from '../../src/access/create-access.ts';
import type { KeyWish } from '../../src/domain/api-key.ts';
import type { Doer } from '../../src/domain/audit.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { silentLog } from '../../src/log.ts';
import { createKey, type IssuedKey } from '../../src/operations/create-key.ts';
import type { OfficeDeps } from '../../src/operations/deps.ts';
import { listKeys } from '../../src/operations/list-keys.ts';
import { revokeKey } from '../../src/operations/revoke-key.ts';
import { rotateKey } from '../../src/operations/rotate-key.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';
import { TEST_KEYS } from '../support/keys.ts';

const BY: Doer = { viewer: SYSTEM, address: null, transport: 'cli' };
const WISH: KeyWish = {
  label: 'portal of Acme',
  grants: ['orders:read', 'risk:read'],
  rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: ['S1'], channels: null },
  allowedOrigins: null,
  allowedAddresses: ['203.0.113.0/24'],
  expiresAt: null,
};
const CREDENTIALS = { authorization: null, origin: null, address: '203.0.113.7', isLocal: false };

let book: Book;
let deps: OfficeDeps;
let access: Access;

beforeAll(async () => {
  book = await openTestBook();
  deps = { ...TEST_KEYS, store: book.store };
  access = await createAccess({
    ...{ keys: book.store.apiKeys, hash: TEST_KEYS.keyHash, now: TEST_KEYS.wallClock, log: silentLog },
    ...{ issuers: [], anonymous: () => null, keyCacheSeconds: 4, clockToleranceSeconds: 5 },
  });
});
afterAll(async () => {
  await access.close();
  await book.close();
});

async function make(wish: Partial<KeyWish> = {}): Promise<IssuedKey> {
  const made = await createKey(deps, BY, { ...WISH, ...wish });
  if ('refused' in made) throw new Error(made.refused);
  return made;
}

const enter = (apiKey: string) => access.authenticate({ ...CREDENTIALS, apiKey });

test('a key is made, opens the API as it was wished, and its text is kept nowhere', async () => {
  const { key, text } = await make();

  expect(parseApiKey(text)).toEqual({ id: key.id });
  expect(await enter(text)).toMatchObject({
    id: `key:${key.id}`,
    name: WISH.label,
    grants: WISH.grants,
    rows: WISH.rows,
  });
  expect((await listKeys(deps)).find(({ id }) => id === key.id)).toEqual(key);
  const kept = JSON.stringify([await listKeys(deps), await book.store.audit.page({ first: 50, after: null })]);
  expect(kept).not.toContain(text);
  expect(kept).not.toContain(text.slice(-39, -6));
});

test('a revoked key is refused at once in a process that has just let it in, and what it has open ends', async () => {
  const { key, text } = await make();
  const onLeave = vi.fn();
  access.watch(await enter(text), onLeave);

  const revoked = await revokeKey(deps, BY, key.id);

  await vi.waitFor(() => expect(onLeave).toHaveBeenCalledOnce(), { timeout: 5_000 });
  await expect(enter(text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await revokeKey(deps, BY, key.id)).toMatchObject({ revokedAt: revoked.revokedAt });
});

test('a rotated key and its successor both work while they overlap', async () => {
  const old = await make();
  const next = await rotateKey(deps, BY, old.key.id, 7);
  if ('refused' in next) throw new Error(next.refused);

  expect(await enter(old.text)).toMatchObject({ id: `key:${old.key.id}` });
  expect(await enter(next.text)).toMatchObject({ id: `key:${next.key.id}`, rows: WISH.rows });
  expect((await listKeys(deps)).find(({ id }) => id === old.key.id)).toMatchObject({ successorId: next.key.id });
  expect(await rotateKey(deps, BY, old.key.id, 7)).toEqual({ refused: 'already-rotated' });
});

test('an overlap of no days ends the old key', async () => {
  const old = await make();
  await enter(old.text);

  await rotateKey(deps, BY, old.key.id, 0);

  await vi.waitFor(() => expect(enter(old.text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' }), {
    timeout: 5_000,
  });
});

test('every deed is in the audit log', async () => {
  const { key } = await make();
  await rotateKey(deps, BY, key.id, 1);
  await revokeKey(deps, BY, key.id);

  const { items } = await book.store.audit.page({ targetId: key.id, first: 10, after: null });

  expect(items.map(({ value }) => value.action)).toEqual(['key.revoke', 'key.rotate', 'key.create']);
});

test('the last use is kept', async () => {
  const { key, text } = await make();
  await enter(text);
  await make(); // tells of a change, and uses are noted with it

  await vi.waitFor(async () => {
    expect((await book.store.apiKeys.byIds([key.id])).get(key.id)?.lastUsedAt).not.toBeNull();
  });
});

test('pages for which there is a key may try', async () => {
  await make({ allowedOrigins: ['https://portal.example'] });

  await vi.waitFor(() => expect(access.allowsOrigin('https://portal.example')).toBe(true), { timeout: 5_000 });
});

test.each<[string, Partial<KeyWish>, RegExp]>([
  ['no label', { label: ' ' }, /label: expected who the key is for/],
  ['a partner without customers', { rows: { ...WISH.rows, customerIds: [] } as KeyWish['rows'] }, /customers/],
  ['an origin with a path', { allowedOrigins: ['https://portal.example/'] }, /expected an origin/],
  ['an origin of everything', { allowedOrigins: ['*'] }, /expected an origin/],
  ['a network that is none', { allowedAddresses: ['10.0.0.0/40'] }, /expected a network/],
])('a key with %s is not made', async (_, wish, message) => {
  await expect(createKey(deps, BY, { ...WISH, ...wish })).rejects.toThrow(message);
});

test('keys that are not there and overlaps that are too long are refused', async () => {
  const { key } = await make();

  await expect(revokeKey(deps, BY, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(rotateKey(deps, BY, 'nobody', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const days of [-1, 31, Number.NaN])
    await expect(rotateKey(deps, BY, key.id, days)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});
