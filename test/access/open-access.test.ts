import { expect, test } from 'vitest';
import { anonymousRole, isLoopback } from '../../src/access/anonymous.ts';
import { openAccess, type AccessSurroundings } from '../../src/access/open-access.ts';
import { AccessSettings } from '../../src/access/settings.ts';
import { silentLog } from '../../src/log.ts';
import { HASH, memoryKeys } from './memory-keys.ts';

function around(given: Partial<AccessSurroundings> = {}): AccessSurroundings {
  return {
    ...{ keys: memoryKeys(), hash: HASH, hasPepper: true, host: '127.0.0.1', now: () => '2026-03-10T00:00:00.000Z' },
    ...{ production: false, isDemonstration: false, log: silentLog },
    ...given,
  };
}

const settings = (given: object = {}) => AccessSettings.parse(given);

test('the development issuer does not start in production', async () => {
  const open = openAccess(settings({ developmentIssuer: true }), around({ production: true }));

  await expect(open).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test.each([
  ['in the demonstration book', {}, { isDemonstration: true }, true],
  ['in the demonstration book in production', {}, { isDemonstration: true, production: true }, false],
  ['in a book of your own', {}, {}, false],
  ['where it is asked for', { developmentIssuer: true }, {}, true],
  ['where it is refused', { developmentIssuer: false }, { isDemonstration: true }, false],
])('tokens can be had for the asking %s: %j %j %s', async (_, given, surroundings, expected) => {
  const { developmentToken, close } = await openAccess(settings(given), around(surroundings));
  await close();

  expect(developmentToken !== null).toBe(expected);
});

test('a token of the development issuer opens the API with its role', async () => {
  const access = await openAccess(settings(), around({ isDemonstration: true, now: () => new Date().toISOString() }));
  const token = await access.developmentToken?.('finance');

  const viewer = await access.authenticate({
    ...{ authorization: `Bearer ${token}`, apiKey: null, origin: null, address: '127.0.0.1', isLocal: true },
  });

  expect(viewer).toMatchObject({ kind: 'user', grants: ['finance'] });
});

test('where there are keys, production needs the pepper', async () => {
  const keys = memoryKeys();
  const open = () => openAccess(settings(), around({ keys, hasPepper: false, production: true }));
  await (await open()).close();

  keys.add();

  await expect(open()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test.each([
  ['127.0.0.1', undefined, false, true, 'admin'],
  ['localhost', undefined, false, true, 'admin'],
  ['::1', undefined, false, true, 'admin'],
  ['127.0.0.1', undefined, false, false, null],
  ['0.0.0.0', undefined, false, true, null],
  ['127.0.0.1', undefined, true, true, null],
  ['127.0.0.1', null, false, true, null],
  ['0.0.0.0', 'viewer', true, false, 'viewer'],
] as const)('on %s, configured %s, production %s, local %s: %s', (host, configured, production, isLocal, role) => {
  const roleOf = anonymousRole({ host, configured, production });

  expect(roleOf({ authorization: null, apiKey: null, origin: null, address: '', isLocal })).toBe(role);
});

test.each(['127.0.0.1.evil.example', '0.0.0.0', '10.0.0.1', 'localhost.evil.example', ''])(
  '%s is elsewhere',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
