import { ProviderError } from '../provider-error.ts';

/** The hosts that a provider may reach, with their ports, such as `erp.example.com` and `127.0.0.1:8000`. */
export interface Egress {
  readonly hosts: ReadonlySet<string>;
}

/** Every host that a configuration names in a URL, however deep: what an operator wrote there is meant to be reached, inside or out. */
export function egressOf(config: unknown): Egress {
  return { hosts: new Set(textsIn(config).flatMap(hostOf)) };
}

/** Throws `config` for a host that the configuration does not name. */
export function checkEgress({ hosts }: Egress, url: URL): void {
  if (hosts.has(url.host)) return;
  const known = [...hosts].join(', ') || 'none';
  throw new ProviderError('config', `expected a host that the configuration names (${known}), came ${url.host}`, {
    host: url.host,
  });
}

function hostOf(text: string): string[] {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return [];
  return [new URL(text).host];
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.values(value).flatMap((member) => textsIn(member, depth + 1));
}
