import { expect, test } from 'vitest';
import { createAddressOf } from '../../src/server/client-address.ts';

/** The address of a request from a peer, with what it says of whom it heard. */
function addressOf(proxies: readonly string[], peer: string, forwardedFor?: string): string | null {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return createAddressOf(proxies)({ headers, socket: { remoteAddress: peer } as never });
}

test('nobody is believed about where a request comes from, unless configured', () => {
  expect(addressOf([], '10.0.0.1', '203.0.113.9')).toBe('10.0.0.1');
  expect(addressOf(['10.0.0.0/8'], '198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
});

test('of what comes through proxies, the address is the last that is none of them', () => {
  expect(addressOf(['10.0.0.0/8'], '10.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(addressOf(['10.0.0.0/8'], '::ffff:10.0.0.1', '203.0.113.9, 10.2.0.1')).toBe('203.0.113.9');
  expect(addressOf(['2001:db8::/32'], '2001:db8::1', '2001:db9::5')).toBe('2001:db9::5');
});

test('what a client says of itself stands before what a proxy says of it, and does not count', () => {
  expect(addressOf(['10.0.0.1'], '10.0.0.1', '127.0.0.1, 203.0.113.9')).toBe('203.0.113.9');
});

test.each([undefined, '', 'unknown', '203.0.113.9:80', '<script>', ',,,', '203.0.113.9, '])(
  'a proxy that says %j counts as the sender itself',
  (said) => {
    expect(addressOf(['10.0.0.1'], '10.0.0.1', said)).toBe('10.0.0.1');
  },
);
