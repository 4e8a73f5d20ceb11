import { expect, test } from 'vitest';
import { isInForce, refuseWish, rotate, type ApiKey } from '../../src/domain/api-key.ts';

const NOW = '2026-03-10T00:00:00.000Z';

const KEY: ApiKey = {
  id: 'old',
  hash: 'h1',
  label: 'portal of Acme',
  grants: ['orders:read'],
  rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null },
  allowedOrigins: ['https://portal.example'],
  allowedAddresses: null,
  createdAt: '2026-03-01T00:00:00.000Z',
  createdBy: 'system',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: '2026-03-09T00:00:00.000Z',
  successorId: null,
};
const SUCCESSOR = { id: 'new', hash: 'h2', createdBy: 'user:a' };

test('a rotated key works until the overlap ends, its successor from now on with the same rights', () => {
  const rotated = rotate(KEY, SUCCESSOR, 7, NOW);

  expect(rotated).toEqual({
    old: { ...KEY, expiresAt: '2026-03-17T00:00:00.000Z', successorId: 'new' },
    successor: { ...KEY, ...SUCCESSOR, createdAt: NOW, lastUsedAt: null },
  });
});

test('an overlap of no days ends a key at once', () => {
  const rotated = rotate(KEY, SUCCESSOR, 0, NOW);

  expect('old' in rotated && isInForce(rotated.old, NOW)).toBe(false);
});

test('an overlap never lets a key live longer, and the successor lives as long as the key was made for', () => {
  const short = { ...KEY, expiresAt: '2026-03-11T00:00:00.000Z' };

  expect(rotate(short, SUCCESSOR, 30, NOW)).toMatchObject({
    old: { expiresAt: '2026-03-11T00:00:00.000Z' },
    successor: { expiresAt: '2026-03-20T00:00:00.000Z' },
  });
});

test.each([
  ['revoked', { revokedAt: '2026-03-09T00:00:00.000Z' }],
  ['already-rotated', { successorId: 'other' }],
  ['already-expired', { expiresAt: NOW }],
])('a key that is %s is not rotated', (refused, change) => {
  expect(rotate({ ...KEY, ...change }, SUCCESSOR, 7, NOW)).toEqual({ refused });
});

test.each([
  ['role-for-partner', { grants: ['planner'] as const }],
  ['nothing-granted', { grants: [] }],
  ['already-expired', { expiresAt: NOW }],
])('a wish is refused: %s', (refused, change) => {
  expect(refuseWish({ ...KEY, ...change }, NOW)).toEqual({ refused });
});

test('a partner gets scopes, a tool of our own a role', () => {
  expect(refuseWish(KEY, NOW)).toBeNull();
  expect(refuseWish({ ...KEY, grants: ['planner'], rows: { kind: 'all' } }, NOW)).toBeNull();
});
