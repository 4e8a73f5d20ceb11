import { createHash } from 'node:crypto';
import type { Doer } from '../domain/audit.ts';
import { AppError } from '../errors.ts';
import type { Deps } from './deps.ts';
import { recordDeed } from './record-deed.ts';

/** A document that was made a trusted one. */
export interface Trusted {
  /** SHA-256 of its text in hexadecimal: clients ask for it as `sha256:<hash>`. */
  readonly hash: string;
  readonly name: string;
  /** False: it was trusted before. */
  readonly isNew: boolean;
}

/** Trusts documents, by their exact text. Idempotent; one that is there gets the new name. */
export async function trustDocuments(
  { store }: Pick<Deps, 'store'>,
  by: Doer,
  documents: readonly { readonly name: string; readonly body: string }[],
): Promise<readonly Trusted[]> {
  return store.transaction(async (tx) => {
    const trusted: Trusted[] = [];
    for (const { name, body } of documents) {
      const hash = createHash('sha256').update(body).digest('hex');
      trusted.push({ hash, name, isNew: await tx.trustedDocuments.save({ hash, name, body }) });
    }
    for (const { hash, name, isNew } of trusted) {
      const target = { kind: 'document', id: hash };
      await recordDeed(tx, by, { action: 'document.trust', target, before: isNew ? null : { hash }, after: { name } });
    }
    return trusted;
  });
}

/** No longer trusts a document; running servers refuse it within five seconds. Throws `NOT_FOUND`. */
export async function distrustDocument({ store }: Pick<Deps, 'store'>, by: Doer, hash: string): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.trustedDocuments.remove(hash)))
      throw new AppError('NOT_FOUND', `no trusted document ${hash}: promisegraph documents list tells their hashes`, {
        hash,
      });
    const target = { kind: 'document', id: hash };
    await recordDeed(tx, by, { action: 'document.distrust', target, before: { hash }, after: null });
  });
}
