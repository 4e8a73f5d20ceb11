import { isInForce, type ApiKey } from '../domain/api-key.ts';
import { addMs, type Clock, type Instant } from '../domain/time.ts';
import type { Role } from '../domain/viewer.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createAuthenticate } from './authenticate.ts';
import type { Authenticate, Credentials } from './credentials.ts';
import { createDepartures, type WatchViewer } from './departures.ts';
import type { KeyHash } from './key-hash.ts';
import { createKnownKeys, type KeyRecords } from './known-keys.ts';
import { rememberTokens } from './remembered-tokens.ts';
import { createTokenVerifier, type TrustedIssuer } from './token.ts';

/** What a running server knows of keys that are kept elsewhere. */
export interface KeyBook extends KeyRecords {
  /** Pages that some key in force is for. */
  readonly origins: (now: Instant) => Promise<readonly string[]>;
  /** Notes when keys were last used. */
  readonly touch: (usedAt: ReadonlyMap<string, Instant>) => Promise<void>;
  /** Calls back soon after a key has changed, in any process, and every second or two besides. Resolves to what stops it. */
  readonly onChange: (callback: () => void) => Promise<() => Promise<void>>;
}

export interface AccessOptions {
  readonly keys: KeyBook;
  readonly hash: KeyHash;
  readonly issuers: readonly TrustedIssuer[];
  readonly anonymous: (credentials: Credentials) => Role | null;
  readonly keyCacheSeconds: number;
  readonly clockToleranceSeconds: number;
  /** The wall clock, whatever time the book has. */
  readonly now: Clock;
  readonly log: Log;
}

/** Who may come in, and until when. */
export interface Access {
  readonly authenticate: Authenticate;
  /** Calls back within two seconds of when a token ends, or a key ends or is revoked. */
  readonly watch: WatchViewer;
  /** Whether some key is for pages of this origin; what those may do is said by the key that they present. */
  readonly allowsOrigin: (origin: string) => boolean;
  readonly close: () => Promise<void>;
}

/** Milliseconds between two notes of a key's use. */
const USE_MS = 60_000;

/** Begins to let people in, and to follow what becomes of keys. */
export async function createAccess({ keys, now, log, ...options }: AccessOptions): Promise<Access> {
  const stopwatch = (): number => performance.now();
  const known = createKnownKeys({
    records: keys,
    hash: options.hash,
    maxAgeMs: options.keyCacheSeconds * 1000,
    stopwatch,
  });
  const departures = createDepartures();
  const used = new Map<string, Instant>();
  let origins: ReadonlySet<string> = new Set();
  let sweeping: Promise<void> | null = null;
  let again = false;

  function onUse({ id, lastUsedAt }: ApiKey): void {
    const at = now();
    if (lastUsedAt === null || addMs(lastUsedAt, USE_MS) <= at) used.set(id, at);
  }

  /** One at a time, and once more when something changed meanwhile. */
  function sweep(): void {
    if (sweeping) again = true;
    else sweeping = sweepAll().finally(() => (sweeping = null));
  }

  async function sweepAll(): Promise<void> {
    do {
      again = false;
      await sweepOnce().catch((error: unknown) => {
        log.warn({ err: messageOf(error) }, 'cannot read what became of keys, will try again');
      });
    } while (again);
  }

  async function sweepOnce(): Promise<void> {
    departures.sweep(now(), () => false);
    await noteUses();
    const present = departures.present();
    const read = await known.refresh([...present].flatMap((id) => keyIdOf(id) ?? []));
    departures.sweep(now(), ({ id }) => {
      const keyId = present.has(id) ? keyIdOf(id) : null;
      const key = keyId === null ? null : read.get(keyId);
      return keyId !== null && !(key && isInForce(key, now()));
    });
    origins = new Set(await keys.origins(now()));
  }

  async function noteUses(): Promise<void> {
    if (used.size === 0) return;
    const noted = new Map(used);
    used.clear();
    await keys.touch(noted);
  }

  origins = new Set(await keys.origins(now()));
  const stop = await keys.onChange(sweep);
  return {
    authenticate: createAuthenticate({
      keys: known,
      verifyToken: rememberTokens(
        createTokenVerifier(options.issuers, { now, clockToleranceSeconds: options.clockToleranceSeconds }),
        now,
      ),
      anonymous: options.anonymous,
      now,
      onUse,
    }),
    watch: departures.watch,
    allowsOrigin: (origin) => origins.has(origin),
    async close() {
      await stop();
      await sweeping;
      await noteUses().catch((error: unknown) => log.warn({ err: messageOf(error) }, 'cannot note the use of keys'));
    },
  };
}

/** The id of the key by which a viewer came in; null for who came in otherwise. */
function keyIdOf(viewerId: string): string | null {
  return viewerId.startsWith('key:') ? viewerId.slice('key:'.length) : null;
}
