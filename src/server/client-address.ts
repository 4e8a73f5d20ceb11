import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isWithin } from '../access/addresses.ts';

/** The network address of who sends a request; null once it is gone. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string | null;

/**
 * The address that a request comes from. Where it came through proxies of these addresses or networks, it is the last one in
 * `X-Forwarded-For` that is none of them: each proxy adds at its end whom it heard, and what stands before may be anyone's word.
 */
export function createAddressOf(proxies: readonly string[]): AddressOf {
  return ({ headers, socket: { remoteAddress } }) => {
    if (remoteAddress === undefined || proxies.length === 0) return remoteAddress ?? null;
    const { 'x-forwarded-for': forwardedFor = '' } = headers;
    const heard = [forwardedFor].flat().join(',').split(',');
    let address = remoteAddress;
    while (isWithin(address, proxies)) {
      const before = heard.pop()?.trim() ?? '';
      if (isIP(before) === 0) return address;
      address = before;
    }
    return address;
  };
}
