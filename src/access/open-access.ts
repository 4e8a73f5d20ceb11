import type { Clock } from '../domain/time.ts';
import type { Role } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { anonymousRole, trustsThisMachine } from './anonymous.ts';
import { createAccess, type Access, type KeyBook } from './create-access.ts';
import { createDevelopmentIssuer, type DevelopmentIssuer } from './development-issuer.ts';
import { issuerKeys } from './issuer-keys.ts';
import type { KeyHash } from './key-hash.ts';
import { PEPPER_HELP } from './pepper.ts';
import type { AccessSettings } from './settings.ts';

export interface AccessSurroundings {
  readonly keys: KeyBook & { readonly any: () => Promise<boolean> };
  readonly hash: KeyHash;
  /** Whether keys can be told from each other: not in production without a pepper. */
  readonly hasPepper: boolean;
  /** The address to listen on. */
  readonly host: string;
  readonly production: boolean;
  readonly isDemonstration: boolean;
  /** The wall clock, whatever time the book has. */
  readonly now: Clock;
  readonly log: Log;
}

export interface OpenAccess extends Access {
  /** Makes a token to try a role with; null where tokens come from real issuers alone. */
  readonly developmentToken: ((role: Role) => Promise<string>) | null;
  /** Whether whoever is on this machine needs no credentials. */
  readonly trustsThisMachine: boolean;
}

/** Lets people in as configured. Throws `CONFIG_INVALID` for what must not be in production, and for keys that nobody could use. */
export async function openAccess(settings: AccessSettings, around: AccessSurroundings): Promise<OpenAccess> {
  const { keys, hash, host, production, now, log } = around;
  if (!around.hasPepper && (await keys.any())) throw withoutPepper();
  const developmentIssuer = await developmentIssuerFor(settings, around);
  const issuers = settings.issuers.map((issuer) => ({ ...issuer, keys: issuerKeys(issuer) }));
  const anonymous = { configured: settings.anonymous, host, production };
  const access = await createAccess({
    keys,
    hash,
    issuers: developmentIssuer ? [...issuers, developmentIssuer.issuer] : issuers,
    anonymous: anonymousRole(anonymous),
    keyCacheSeconds: settings.keyCacheSeconds,
    clockToleranceSeconds: settings.clockToleranceSeconds,
    now,
    log,
  });
  return {
    ...access,
    developmentToken: developmentIssuer?.token ?? null,
    trustsThisMachine: trustsThisMachine(anonymous),
  };
}

function developmentIssuerFor(
  { developmentIssuer }: AccessSettings,
  { production, isDemonstration }: AccessSurroundings,
): Promise<DevelopmentIssuer | null> {
  if (developmentIssuer && production)
    throw new AppError(
      'CONFIG_INVALID',
      'access.developmentIssuer: expected it to be off in production, came on: it gives everyone who asks any role',
    );
  return (developmentIssuer ?? (isDemonstration && !production)) ? createDevelopmentIssuer() : Promise.resolve(null);
}

function withoutPepper(): AppError {
  return new AppError(
    'CONFIG_INVALID',
    `PROMISEGRAPH_KEY_PEPPER: ${PEPPER_HELP}: the one under which the keys of this book were made, came nothing`,
    { variable: 'PROMISEGRAPH_KEY_PEPPER' },
  );
}
