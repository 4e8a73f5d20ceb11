import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError, RecordKindSchema, type RecordKind, type Webhook } from '../../src/providers/index.ts';
import type { MemoryClient } from './provider.ts';

/** The header that carries the signature. */
export const SIGNATURE_HEADER = 'x-memory-signature';

const Body = z.object({ kinds: z.array(RecordKindSchema) });

/** `{ "kinds": ["order"] }`, signed. */
export const memoryWebhook: Webhook<MemoryClient> = {
  changedKinds: ({ webhookSecret }, { headers, body }) => {
    if (!webhookSecret || !isSignedBy(webhookSecret, body, headers[SIGNATURE_HEADER])) {
      throw new AppError('FORBIDDEN', `expected a body signed in ${SIGNATURE_HEADER}, came one that is not`);
    }
    return kindsIn(body);
  },
};

/** The signature of a body: HMAC-SHA256 in hexadecimal. */
export function sign(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function isSignedBy(secret: string, body: Buffer, signature: string | undefined): boolean {
  const expected = Buffer.from(sign(secret, body));
  const came = Buffer.from(signature ?? '');
  return came.length === expected.length && timingSafeEqual(came, expected);
}

function kindsIn(body: Buffer): readonly RecordKind[] {
  try {
    return Body.parse(JSON.parse(body.toString('utf8'))).kinds;
  } catch (cause) {
    throw new AppError(
      'INPUT_INVALID',
      'expected a body such as {"kinds":["order"]}, came something else',
      {},
      { cause },
    );
  }
}
