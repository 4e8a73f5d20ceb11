import { expect, test, vi } from 'vitest';
import { makeApiKey, withChecksum } from '../../src/access/api-key.ts';
import { createAccess, type AccessOptions } from '../../src/access/create-access.ts';
import type { Credentials } from '../../src/access/credentials.ts';
import { createKeyHash } from '../../src/access/key-hash.ts';
import type { Instant } from '../../src/domain/time.ts';
import { silentLog } from '../../src/log.ts';
import { HASH, memoryKeys } from './memory-keys.ts';

const NOBODY: Credentials = {
  authorization: null,
  apiKey: null,
  origin: null,
  address: '203.0.113.7',
  isLocal: false,
};

async function open(options: Partial<AccessOptions> = {}) {
  const keys = memoryKeys();
  const clock = { now: '2026-03-10T00:00:00.000Z' as Instant };
  const access = await createAccess({
    keys,
    hash: HASH,
    issuers: [],
    anonymous: () => null,
    keyCacheSeconds: 4,
    clockToleranceSeconds: 5,
    now: () => clock.now,
    log: silentLog,
    ...options,
  });
  const enter = (credentials: Partial<Credentials>) => access.authenticate({ ...NOBODY, ...credentials });
  return { access, keys, clock, enter };
}

const REFUSED = {
  code: 'UNAUTHENTICATED',
  message: 'expected an API key or a token that is good here and now',
  details: {},
};

test('a key says who asks, in any of the places where it may stand', async () => {
  const { keys, enter } = await open();
  const { id, text } = keys.add({ expiresAt: '2026-04-01T00:00:00.000Z' });

  const viewer = await enter({ apiKey: text });

  expect(viewer).toEqual({
    kind: 'key',
    id: `key:${id}`,
    name: 'portal of Acme',
    grants: ['orders:read'],
    rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null },
    expiresAt: '2026-04-01T00:00:00.000Z',
  });
  expect(await enter({ authorization: `Bearer ${text}` })).toEqual(viewer);
  expect(await enter({ authorization: `bearer  ${text}` })).toEqual(viewer);
});

test.each<[string, Parameters<ReturnType<typeof memoryKeys>['add']>[0], Partial<Credentials>]>([
  ['revoked', { revokedAt: '2026-03-09T00:00:00.000Z' }, {}],
  ['at its end', { expiresAt: '2026-03-10T00:00:00.000Z' }, {}],
  ['of another page', { allowedOrigins: ['https://portal.example'] }, { origin: 'https://evil.example' }],
  ['of a page, used by a program', { allowedOrigins: ['https://portal.example'] }, {}],
  ['of another network', { allowedAddresses: ['198.51.100.0/24'] }, {}],
  ['of no network', { allowedAddresses: [] }, {}],
])('a key %s opens nothing, and the answer does not tell why', async (_, key, credentials) => {
  const { keys, enter } = await open();
  const { text } = keys.add(key);

  await expect(enter({ apiKey: text, ...credentials })).rejects.toMatchObject(REFUSED);
});

test('a key bound to a page and a network opens for that page in that network', async () => {
  const { access, keys, enter } = await open();
  const { text } = keys.add({ allowedOrigins: ['https://portal.example'], allowedAddresses: ['203.0.113.0/24'] });
  keys.ring();

  await expect(
    enter({ apiKey: text, origin: 'https://portal.example', address: '::ffff:203.0.113.9' }),
  ).resolves.toMatchObject({ kind: 'key' });
  await vi.waitFor(() => expect(access.allowsOrigin('https://portal.example')).toBe(true));
  expect(access.allowsOrigin('https://evil.example')).toBe(false);
});

test.each([
  ['a word', 'Bearer letmein'],
  ['another scheme', 'Basic YWRtaW46YWRtaW4='],
  ['nothing behind the scheme', 'Bearer '],
  ['a key that nobody made', `Bearer ${makeApiKey().text}`],
  ['two words', `Bearer a b`],
  ['an empty header', ''],
])('%s opens nothing', async (_, authorization) => {
  const { enter } = await open({ anonymous: () => 'admin' });

  await expect(enter({ authorization })).rejects.toMatchObject(REFUSED);
});

test('a forged key is refused without asking the database, and a known one asks it once', async () => {
  const { keys, enter } = await open();
  const { text } = keys.add();
  const forged = text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');

  await expect(enter({ apiKey: forged })).rejects.toMatchObject(REFUSED);
  expect(keys.reads()).toBe(0);
  for (let i = 0; i < 10; i += 1) await enter({ apiKey: text });
  expect(keys.reads()).toBe(1);
});

test('a key with a checksum of its own but a wrong secret is refused', async () => {
  const { keys, enter } = await open();
  const { id } = keys.add();
  const guess = withChecksum(`pgk_live_${id}_${'0'.repeat(33)}`);

  await expect(enter({ apiKey: guess })).rejects.toMatchObject(REFUSED);
  expect(keys.reads()).toBe(1);
});

test('a key hashed under another pepper is refused', async () => {
  const { keys, enter } = await open({ hash: createKeyHash([Buffer.alloc(32, 9)]) });

  await expect(enter({ apiKey: keys.add().text })).rejects.toMatchObject(REFUSED);
});

test('a revoked key is forgotten with the next word of the database, though it was just used', async () => {
  const { keys, enter } = await open();
  const { id, text } = keys.add();
  await enter({ apiKey: text });

  keys.change(id, { revokedAt: '2026-03-10T00:00:00.000Z' });
  keys.ring();

  await vi.waitFor(() => expect(enter({ apiKey: text })).rejects.toMatchObject(REFUSED));
});

test('a key that cannot be read again does not count as good for long', async () => {
  const { keys, enter } = await open({ keyCacheSeconds: 0 });
  const { text } = keys.add();
  await enter({ apiKey: text });

  keys.isAway = true;

  await expect(enter({ apiKey: text })).rejects.toThrow('the database is away');
});

test('an old key works beside its successor until the overlap ends', async () => {
  const { keys, clock, enter } = await open();
  const old = keys.add({ expiresAt: '2026-03-17T00:00:00.000Z', successorId: 'new' });

  await expect(enter({ apiKey: old.text })).resolves.toMatchObject({ kind: 'key' });
  clock.now = '2026-03-17T00:00:00.000Z';

  await expect(enter({ apiKey: old.text })).rejects.toMatchObject(REFUSED);
});

test('the use of a key is noted, once a minute', async () => {
  const { keys, clock, enter } = await open();
  const { id, text } = keys.add();
  await enter({ apiKey: text });
  keys.ring();
  await vi.waitFor(() => expect(keys.used.get(id)).toBe('2026-03-10T00:00:00.000Z'));
  await vi.waitFor(() => expect(keys.reads()).toBeGreaterThan(1));

  clock.now = '2026-03-10T00:00:59.000Z';
  await enter({ apiKey: text });
  keys.ring();
  clock.now = '2026-03-10T00:01:00.000Z';
  await enter({ apiKey: text });
  keys.ring();

  await vi.waitFor(() => expect(keys.used.get(id)).toBe('2026-03-10T00:01:00.000Z'));
});

test('whoever has something open is sent away when their key is revoked or their time is over', async () => {
  const { access, keys, clock, enter } = await open();
  const [revoked, ending, staying] = [keys.add(), keys.add({ expiresAt: '2026-03-10T01:00:00.000Z' }), keys.add()];
  const left: string[] = [];
  for (const { text } of [revoked, ending, staying]) {
    const viewer = await enter({ apiKey: text });
    access.watch(viewer, () => left.push(viewer.id));
  }

  keys.change(revoked.id, { revokedAt: clock.now });
  keys.ring();
  await vi.waitFor(() => expect(left).toEqual([`key:${revoked.id}`]));
  clock.now = '2026-03-10T01:00:00.000Z';
  keys.ring();

  await vi.waitFor(() => expect(left).toEqual([`key:${revoked.id}`, `key:${ending.id}`]));
});

test('while the database is away, whoever has time left stays and who has none goes', async () => {
  const { access, keys, clock, enter } = await open();
  const [ending, staying] = [keys.add({ expiresAt: '2026-03-10T01:00:00.000Z' }), keys.add()];
  const left: string[] = [];
  for (const { text } of [ending, staying]) {
    const viewer = await enter({ apiKey: text });
    access.watch(viewer, () => left.push(viewer.id));
  }

  keys.isAway = true;
  clock.now = '2026-03-10T01:00:00.000Z';
  keys.ring();

  await vi.waitFor(() => expect(left).toEqual([`key:${ending.id}`]));
});

test('who ended what they had open is not told to leave', async () => {
  const { access, keys, clock, enter } = await open();
  const { id, text } = keys.add();
  const onLeave = vi.fn();
  access.watch(await enter({ apiKey: text }), onLeave)();
  const staying = vi.fn();
  access.watch(await enter({ apiKey: text }), staying);

  keys.change(id, { revokedAt: clock.now });
  keys.ring();

  await vi.waitFor(() => expect(staying).toHaveBeenCalledOnce());
  expect(onLeave).not.toHaveBeenCalled();
});
