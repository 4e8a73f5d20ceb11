import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeApiKey, parseApiKey } from '../../src/access/api-key.ts';
import { crc32 } from '../../src/access/crc32.ts';

const DIGITS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

test('every key that is made is read back with its id', () => {
  for (let i = 0; i < 500; i += 1) {
    const { id, text } = makeApiKey();

    expect(text).toMatch(/^pgk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{39}$/);
    expect(parseApiKey(text)).toEqual({ id });
  }
});

test('a key of which any one character is another is refused without being looked up', () => {
  const { text } = makeApiKey();

  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom(...DIGITS, '_', '-', ' ', 'é'), (at, character) => {
      fc.pre(text[at] !== character);
      expect(parseApiKey(text.slice(0, at) + character + text.slice(at + 1))).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['nothing', ''],
  ['a prefix alone', 'pgk_live_'],
  ['a key with a line break behind it', `${makeApiKey().text}\n`],
  ['a key of another kind', makeApiKey().text.replace('live', 'test')],
  ['a megabyte', 'pgk_live_'.padEnd(1_000_000, 'a')],
])('%s is no key', (_, text) => {
  expect(parseApiKey(text)).toBeNull();
});

test('no two keys are alike', () => {
  const texts = Array.from({ length: 2_000 }, () => makeApiKey());

  expect(new Set(texts.map(({ id }) => id)).size).toBe(2_000);
  expect(new Set(texts.map(({ text }) => text)).size).toBe(2_000);
});

test('the checksum is that of zip', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
  expect(crc32('')).toBe(0);
});
