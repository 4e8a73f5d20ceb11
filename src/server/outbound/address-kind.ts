import { BlockList, isIP } from 'node:net';

/**
 * Where an address leads: `public` to the internet, `inside` to this machine or a private network, which a configuration may allow,
 * and `never` to what nobody posts to: link-local addresses, under which clouds tell their machines' secrets, multicast, and what is
 * reserved or stands for another address.
 */
export type AddressKind = 'public' | 'inside' | 'never';

/** Private networks and this machine (RFC 1918, 4193, 6598). */
const INSIDE = listOf([
  ...['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ...['::1/128', 'fc00::/7'],
]);

/** Where clouds tell a machine about itself, outside of link-local networks: AWS, Google, Alibaba, Azure, Oracle. */
const METADATA = listOf([
  ...['fd00:ec2::254/128', 'fd20:ce::254/128', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
]);

/** All else that the world does not reach (IANA special-purpose registries of IPv4 and IPv6). */
const RESERVED = listOf([
  ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Protocol assignments with Teredo, documentation, and 6to4, which stands for an IPv4 address.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]);

/** What IANA has given out in IPv6: NAT64 (64:ff9b::/96), mapped and link-local addresses lie outside of it. */
const GLOBAL_V6 = listOf(['2000::/3']);

export function addressKind(address: string): AddressKind {
  const plain = unmapped(address);
  const version = isIP(plain);
  if (version === 0 || plain.includes('%')) return 'never';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (METADATA.check(plain, family)) return 'never';
  if (INSIDE.check(plain, family)) return 'inside';
  if (RESERVED.check(plain, family)) return 'never';
  // A public address in a form that nobody needs is a disguise.
  return (version === 4 && plain === address) || (version === 6 && GLOBAL_V6.check(plain, family)) ? 'public' : 'never';
}

/** The IPv4 address that stands in `::ffff:a.b.c.d`, in either way of writing it; any other address as it is. */
function unmapped(address: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(canonical(address)) ?? [];
  if (high === undefined || low === undefined) return address;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

/** An IPv6 address in its shortest form, all in hexadecimal. */
function canonical(address: string): string {
  return URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
}

function listOf(nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', bits = ''] = net.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
