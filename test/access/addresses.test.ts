import { expect, test } from 'vitest';
import { isWithin, requireNetwork } from '../../src/access/addresses.ts';

test.each([
  ['203.0.113.7', '203.0.113.0/24', true],
  ['203.0.114.7', '203.0.113.0/24', false],
  ['203.0.113.7', '203.0.113.7', true],
  ['::ffff:203.0.113.7', '203.0.113.0/24', true],
  ['203.0.113.7', '::ffff:203.0.113.0/120', true],
  ['203.0.114.7', '::ffff:203.0.113.0/120', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['203.0.113.7', '::/0', false],
  ['2001:db8::1', '0.0.0.0/0', false],
  ['', '0.0.0.0/0', false],
  ['not an address', '0.0.0.0/0', false],
])('%s in %s: %s', (address, network, expected) => {
  expect(isWithin(address, [network])).toBe(expected);
});

test('no network holds nothing', () => {
  expect(isWithin('203.0.113.7', [])).toBe(false);
});

test.each(['203.0.113.0/33', '300.0.0.1', 'portal.example', ''])('%s is no network', (text) => {
  expect(() => requireNetwork(text)).toThrow(/expected a network/);
});
