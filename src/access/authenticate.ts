import { isInForce, type ApiKey } from '../domain/api-key.ts';
import type { Clock } from '../domain/time.ts';
import type { Role, Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { isWithin } from './addresses.ts';
import { KEY_PREFIX } from './api-key.ts';
import type { Authenticate, Credentials } from './credentials.ts';
import type { KnownKeys } from './known-keys.ts';
import type { VerifyToken } from './token.ts';

export interface AuthenticateOptions {
  readonly keys: Pick<KnownKeys, 'verify'>;
  readonly verifyToken: VerifyToken;
  /** What someone without credentials may do; null: nothing. */
  readonly anonymous: (credentials: Credentials) => Role | null;
  /** The wall clock, whatever time the book has. */
  readonly now: Clock;
  /** Told of every key that opened something. */
  readonly onUse: (key: ApiKey) => void;
}

/** Tells who sends a request, by its key, its token, or that it has neither. What is wrong with them is never told. */
export function createAuthenticate({ keys, verifyToken, anonymous, now, onUse }: AuthenticateOptions): Authenticate {
  return async function authenticate(credentials) {
    const viewer = await viewerOf(credentials);
    if (viewer) return viewer;
    throw new AppError('UNAUTHENTICATED', 'expected an API key or a token that is good here and now');
  };

  function viewerOf(credentials: Credentials): Promise<Viewer | null> | Viewer | null {
    const { apiKey, authorization } = credentials;
    if (apiKey !== null) return byKey(apiKey, credentials);
    if (authorization === null) return toAnonymous(anonymous(credentials));
    const presented = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (presented === undefined) return null;
    return presented.startsWith(KEY_PREFIX) ? byKey(presented, credentials) : verifyToken(presented);
  }

  async function byKey(text: string, credentials: Credentials): Promise<Viewer | null> {
    const key = await keys.verify(text);
    if (!key || !isInForce(key, now()) || !isPlaceOf(key, credentials)) return null;
    onUse(key);
    return toViewer(key);
  }
}

/** A key bound to pages opens nothing for a program, which could say that it is any page. */
function isPlaceOf({ allowedOrigins, allowedAddresses }: ApiKey, { origin, address }: Credentials): boolean {
  if (allowedOrigins !== null && (origin === null || !allowedOrigins.includes(origin))) return false;
  return allowedAddresses === null || isWithin(address, allowedAddresses);
}

function toViewer({ id, label, grants, rows, expiresAt }: ApiKey): Viewer {
  return { kind: 'key', id: `key:${id}`, name: label, grants, rows, expiresAt };
}

function toAnonymous(role: Role | null): Viewer | null {
  if (role === null) return null;
  return {
    kind: 'anonymous',
    id: 'anonymous',
    name: 'anonymous',
    grants: [role],
    rows: { kind: 'all' },
    expiresAt: null,
  };
}
