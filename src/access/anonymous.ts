import type { Role } from '../domain/viewer.ts';
import type { Credentials } from './credentials.ts';

export interface AnonymousOptions {
  /** As configured; undefined: not a word on it. */
  readonly configured: Role | null | undefined;
  /** The address to listen on. */
  readonly host: string;
  readonly production: boolean;
}

/** Whether this machine alone can reach the server, and is trusted without credentials. */
export function trustsThisMachine({ configured, host, production }: AnonymousOptions): boolean {
  return configured === undefined && !production && isLoopback(host);
}

/** What someone without credentials may do. */
export function anonymousRole(options: AnonymousOptions): (credentials: Credentials) => Role | null {
  if (trustsThisMachine(options)) return ({ isLocal }) => (isLocal ? 'admin' : null);
  return () => options.configured ?? null;
}

/** Whether a host name or an address means this very machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|::ffff:127(\.\d{1,3}){3})$/i.test(host);
}
