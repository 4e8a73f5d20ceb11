import ipaddr from 'ipaddr.js';
import { AppError } from '../errors.ts';

/** Whether an address lies in one of these networks. An IPv4 address counts as such however it is written (`::ffff:10.0.0.1`). */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const given = ipaddr.process(address);
  return networks.some((network) => {
    const [base, bits] = networkOf(network);
    return given.kind() === base.kind() && given.match(base, bits);
  });
}

/** Whether a text is an address or a network. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

/** Throws `INPUT_INVALID` for what is neither an address nor a network such as `203.0.113.0/24` or `2001:db8::/32`. */
export function requireNetwork(text: string): void {
  if (isNetwork(text)) return;
  throw new AppError('INPUT_INVALID', `expected a network such as 203.0.113.0/24, came ${JSON.stringify(text)}`);
}

type Address = ReturnType<typeof ipaddr.process>;

function networkOf(text: string): readonly [Address, number] {
  if (!ipaddr.isValidCIDR(text)) {
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  const [base, bits] = ipaddr.parseCIDR(text);
  // The last 32 bits of a mapped network are the IPv4 network.
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= 96) return [base.toIPv4Address(), bits - 96];
  return [base, bits];
}
