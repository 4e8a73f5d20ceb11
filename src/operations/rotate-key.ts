import { makeApiKey } from '../access/api-key.ts';
import { MAX_OVERLAP_DAYS, rotate, withoutHash, type KeyRefusal } from '../domain/api-key.ts';
import type { Doer } from '../domain/audit.ts';
import { AppError } from '../errors.ts';
import type { IssuedKey } from './create-key.ts';
import type { OfficeDeps } from './deps.ts';
import { recordDeed } from './record-deed.ts';

/**
 * Puts a new key in the place of one, with the same rights; both work until the overlap ends. A refusal is an answer, not an error. Throws
 * `NOT_FOUND`, and `INPUT_INVALID` for an overlap that is not of 0 to 30 days.
 */
export async function rotateKey(
  { store, keyHash, wallClock }: OfficeDeps,
  by: Doer,
  id: string,
  overlapDays: number,
): Promise<IssuedKey | KeyRefusal> {
  if (!(overlapDays >= 0 && overlapDays <= MAX_OVERLAP_DAYS))
    throw new AppError('INPUT_INVALID', `expected an overlap of 0 to ${MAX_OVERLAP_DAYS} days, came ${overlapDays}`);
  return store.transaction(async (tx) => {
    const key = await tx.apiKeys.lock(id);
    if (!key) throw new AppError('NOT_FOUND', `no key ${id}`, { id });
    const made = makeApiKey();
    const successor = { id: made.id, hash: keyHash.of(made.text), createdBy: by.viewer.id };
    const rotated = rotate(key, successor, overlapDays, wallClock());
    if ('refused' in rotated) return rotated;
    await tx.apiKeys.insert(rotated.successor);
    await tx.apiKeys.update(rotated.old);
    const target = { kind: 'key', id };
    await recordDeed(tx, by, {
      action: 'key.rotate',
      target,
      before: withoutHash(key),
      after: withoutHash(rotated.old),
    });
    return { key: rotated.successor, text: made.text };
  });
}
