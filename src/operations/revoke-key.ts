import { withoutHash, type ApiKey } from '../domain/api-key.ts';
import type { Doer } from '../domain/audit.ts';
import { AppError } from '../errors.ts';
import type { OfficeDeps } from './deps.ts';
import { recordDeed } from './record-deed.ts';

/** Ends a key for good, within seconds in every process and for what is open. Once revoked it stays as it is. Throws `NOT_FOUND`. */
export async function revokeKey({ store, wallClock }: OfficeDeps, by: Doer, id: string): Promise<ApiKey> {
  return store.transaction(async (tx) => {
    const key = await tx.apiKeys.lock(id);
    if (!key) throw new AppError('NOT_FOUND', `no key ${id}`, { id });
    if (key.revokedAt !== null) return key;
    const revoked: ApiKey = { ...key, revokedAt: wallClock() };
    await tx.apiKeys.update(revoked);
    const target = { kind: 'key', id };
    await recordDeed(tx, by, { action: 'key.revoke', target, before: withoutHash(key), after: withoutHash(revoked) });
    return revoked;
  });
}
