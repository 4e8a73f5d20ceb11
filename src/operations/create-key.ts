import { z } from 'zod';
import { requireNetwork } from '../access/addresses.ts';
import { makeApiKey } from '../access/api-key.ts';
import type { Doer } from '../domain/audit.ts';
import { refuseWish, withoutHash, type ApiKey, type KeyRefusal, type KeyWish } from '../domain/api-key.ts';
import { AppError } from '../errors.ts';
import type { OfficeDeps } from './deps.ts';
import { recordDeed } from './record-deed.ts';

export type KeyDeps = OfficeDeps;

/** A key with its text, which is told this once and kept nowhere. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** Things that one list of a key may name. */
const MOST = 1_000;

/** Makes a key. A refusal is an answer, not an error. Throws `INPUT_INVALID` for a wish that makes no sense. */
export async function createKey(deps: OfficeDeps, by: Doer, wish: KeyWish): Promise<IssuedKey | KeyRefusal> {
  requireSense(wish);
  const now = deps.wallClock();
  const refusal = refuseWish(wish, now);
  if (refusal) return refusal;
  const { id, text } = makeApiKey();
  const key: ApiKey = {
    ...wish,
    id,
    hash: deps.keyHash.of(text),
    createdAt: now,
    createdBy: by.viewer.id,
    revokedAt: null,
    lastUsedAt: null,
    successorId: null,
  };
  await deps.store.transaction(async (tx) => {
    await tx.apiKeys.insert(key);
    await recordDeed(tx, by, {
      action: 'key.create',
      target: { kind: 'key', id },
      before: null,
      after: withoutHash(key),
    });
  });
  return { key, text };
}

const Names = z.array(z.string().min(1).max(200)).max(MOST);

const Wish = z.object({
  label: z.string().trim().min(1, 'expected who the key is for').max(200),
  rows: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({
      kind: z.literal('partner'),
      partner: z.string().min(1).max(200),
      customerIds: Names.min(1, 'expected the customers whose orders the partner may see'),
      siteIds: Names.nullable(),
      channels: Names.nullable(),
    }),
  ]),
  allowedOrigins: z
    .array(z.string().refine(isOrigin, 'expected an origin such as https://portal.example'))
    .max(MOST)
    .nullable(),
  allowedAddresses: z.array(z.string()).max(MOST).nullable(),
});

function requireSense(wish: KeyWish): void {
  const issue = Wish.safeParse(wish).error?.issues[0];
  if (issue) throw new AppError('INPUT_INVALID', `${issue.path.join('.')}: ${issue.message}`);
  wish.allowedAddresses?.forEach(requireNetwork);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
