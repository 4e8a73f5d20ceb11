import { expect, it } from 'vitest';
import { useEmptyBook } from './empty-book.ts';
import { oneLine } from './in-process.ts';

const { run } = useEmptyBook();

const PARTNER = ['--grant', 'orders:read', 'risk:read', '--partner', 'acme', '--customer', 'C-1001', 'C-1002'];

it('makes a key, tells it once, rotates it and ends it; the audit log says who did, and nothing else tells the key', async () => {
  const made = JSON.parse(
    (await run('keys', 'create', '--label', 'portal of Acme', ...PARTNER, '--days', '365', '--json')).stdout,
  ) as {
    text: string;
    key: { id: string };
  };
  const rotated = await run('keys', 'rotate', '--overlap-days', '7', made.key.id);
  const [second = ''] = /pgk_live_\S+/.exec(rotated.stdout) ?? [];
  const revoked = await run('keys', 'revoke', made.key.id);
  const listed = await run('keys', 'list', '--json');
  const audit = await run('audit', 'list', '--json');
  const verified = await run('audit', 'verify');

  expect(made.text).toMatch(/^pgk_live_/);
  expect([rotated.code, revoked.code, verified.code]).toEqual([0, 0, 0]);
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { id: second.split('_')[2], grants: ['orders:read', 'risk:read'], revokedAt: null },
    { id: made.key.id, revokedAt: expect.any(String) as string, successorId: second.split('_')[2] },
  ]);
  expect(audit.stdout).toMatch(/key\.revoke.*key\.rotate.*key\.create/s);
  const told = [revoked, listed, audit, verified].map(({ stdout, stderr }) => stdout + stderr).join('');
  for (const text of [made.text, second]) expect(told).not.toContain(text.slice(-20));
  expect(told).not.toContain('"hash":"hmac');
});

it.each([
  ['a grant that is none', ['--grant', 'everything'], 'orders:read'],
  ['a network that is none', [...PARTNER, '--address', '300.0.0.1'], 'network'],
])('says in one line what is wrong with %s', async (_, options, word) => {
  const { code, stdout, stderr } = await run('keys', 'create', '--label', 'x', ...options);

  expect([code === 0, stdout]).toEqual([false, '']);
  expect(oneLine(stderr)).toContain(word);
});
