import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createKeyHash } from '../../src/access/key-hash.ts';
import { keyHashOf, parsePeppers } from '../../src/access/pepper.ts';
import { isAppError } from '../../src/errors.ts';

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

test('a key matches its own hash, and no other text does', () => {
  const hash = createKeyHash([NEW]);

  expect(hash.matches('pgk_live_a', hash.of('pgk_live_a'))).toBe(true);
  expect(hash.matches('pgk_live_b', hash.of('pgk_live_a'))).toBe(false);
  expect(hash.matches('pgk_live_a', null)).toBe(false);
  expect(hash.matches('pgk_live_a', '')).toBe(false);
});

test('the hash says nothing without the pepper', () => {
  expect(createKeyHash([OLD]).matches('pgk_live_a', createKeyHash([NEW]).of('pgk_live_a'))).toBe(false);
});

test('keys made under an older pepper work beside those made under the new one', () => {
  const before = createKeyHash([OLD]).of('pgk_live_a');
  const hash = createKeyHash([NEW, OLD]);

  expect(hash.matches('pgk_live_a', before)).toBe(true);
  expect(hash.of('pgk_live_a')).not.toBe(before);
});

test('peppers are base64 of at least 32 bytes, the first for new keys', () => {
  expect(parsePeppers(`${NEW.toString('base64')}, ${OLD.toString('base64')}`)).toEqual([NEW, OLD]);
  for (const wrong of ['', 'secret', Buffer.alloc(31).toString('base64'), `${NEW.toString('base64')},`])
    expect(() => parsePeppers(wrong)).toThrow(/PROMISEGRAPH_KEY_PEPPER: expected base64/);
});

test('without a pepper one is kept in the data folder, for this user alone, and found again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'promisegraph-pepper-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const options = { configured: undefined, dataDir, production: false };

  const made = keyHashOf(options).of('pgk_live_a');

  expect(keyHashOf(options).matches('pgk_live_a', made)).toBe(true);
  expect(statSync(join(dataDir, 'key-pepper')).mode & 0o777).toBe(0o600);
  expect(parsePeppers(readFileSync(join(dataDir, 'key-pepper'), 'utf8'))).toHaveLength(1);
});

test('in production no key is made or good without a pepper', () => {
  const hash = keyHashOf({ configured: undefined, dataDir: '/nowhere', production: true });

  expect(() => hash.of('pgk_live_a')).toThrow(expect.toSatisfy((error) => isAppError(error, 'CONFIG_INVALID')));
  expect(hash.matches('pgk_live_a', createKeyHash([NEW]).of('pgk_live_a'))).toBe(false);
});
