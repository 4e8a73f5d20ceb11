import { z } from 'zod';
import { RecordKindSchema } from '../domain/record/record.ts';
import type { Instant } from '../domain/time.ts';

/** A word that something changed: never data by itself, only a reason to read again. */
export const ChangeHint = z.object({
  kind: RecordKindSchema,
  /** The records that changed, which are then looked up together; absent: the kind is read on from its cursor. */
  keys: z.array(z.string().min(1)).max(1000).optional(),
});
export type ChangeHint = z.output<typeof ChangeHint>;

/** A request that the source sent us, as it came: the body is not parsed, so that a signature can be checked over it. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** A source that sends word when something changes. The host asks for `hints` only once `verify` has let the request through. */
export interface Webhook<Client> {
  /**
   * Checks the signature (`isSignedBy`). Returns when the source says that it signed, or null when it signs no time: a request that
   * was signed more than five minutes ago, or ahead, is refused. Throws `FORBIDDEN` when the signature is wrong.
   */
  readonly verify: (client: Client, request: WebhookRequest) => Instant | null | Promise<Instant | null>;
  /** Throws `INPUT_INVALID` when the body is not one of the source's. */
  readonly hints: (client: Client, request: WebhookRequest) => readonly ChangeHint[] | Promise<readonly ChangeHint[]>;
}
