import { createHmac } from 'node:crypto';
import { z } from 'zod';
import {
  AppError,
  ChangeHint,
  Instant,
  isSignedBy,
  RecordKindSchema,
  type Webhook,
} from '../../src/providers/index.ts';
import type { MemoryClient } from './provider.ts';

/** The header that carries the signature. */
export const SIGNATURE_HEADER = 'x-memory-signature';

const Body = z.object({
  kinds: z.array(RecordKindSchema).default([]),
  changed: z.array(ChangeHint).default([]),
  /** When it was signed. */
  at: Instant.nullable().default(null),
});

/** `{ "kinds": ["order"] }` or `{ "changed": [{ "kind": "order", "keys": ["SO-1"] }] }`, signed; with `at`, not for long. */
export const memoryWebhook: Webhook<MemoryClient> = {
  verify: ({ webhookSecret: secret }, { headers, body }) => {
    const signature = headers[SIGNATURE_HEADER];
    if (!secret || !isSignedBy({ secret, content: body, signature }))
      throw new AppError('FORBIDDEN', `expected a body signed in ${SIGNATURE_HEADER}, came one that is not`);
    return Body.safeParse(jsonIn(body)).data?.at ?? null;
  },
  hints: (_, { body }) => {
    const parsed = Body.safeParse(jsonIn(body));
    if (parsed.success) return [...parsed.data.kinds.map((kind) => ({ kind })), ...parsed.data.changed];
    throw new AppError('INPUT_INVALID', 'expected a body such as {"kinds":["order"]}, came something else');
  },
};

/** The signature of a body: HMAC-SHA256 in hexadecimal. */
export function sign(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
