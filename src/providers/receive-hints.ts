import { z } from 'zod';
import type { RecordKind } from '../domain/record/record.ts';
import { toMs, type Clock, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import type { ProviderDefinition } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';
import { ChangeHint, type WebhookRequest } from './hint.ts';

/** Milliseconds that a signed time may be away from ours: an older request may be one that was overheard and sent again. */
const REPLAY_WINDOW_MS = 300_000;

/**
 * What a webhook says changed: its signature is checked before anything in it is read. Throws `FORBIDDEN` for a wrong signature and
 * for one that is too old, and what the provider throws.
 */
export async function receiveHints(
  webhook: NonNullable<ProviderDefinition['webhook']>,
  client: unknown,
  request: WebhookRequest,
  now: Clock,
): Promise<unknown> {
  checkWindow(await webhook.verify(client, request), now());
  return webhook.hints(client, request);
}

function checkWindow(signedAt: Instant | null, now: Instant): void {
  if (signedAt === null) return;
  const awayMs = Math.abs(Date.parse(signedAt) - toMs(now));
  if (awayMs <= REPLAY_WINDOW_MS) return;
  throw new AppError(
    'FORBIDDEN',
    `expected a request signed within ${REPLAY_WINDOW_MS} ms of ${now}, came one signed ${signedAt}: sent again, or a clock is wrong`,
  );
}

const Hints = z.array(ChangeHint);

/** Hints of kinds that are read. Throws `PROVIDER_CONTRACT`. */
export function checkHints(came: unknown, kinds: readonly RecordKind[]): readonly ChangeHint[] {
  const hints = Hints.safeParse(came);
  if (!hints.success)
    throw new AppError('PROVIDER_CONTRACT', `expected hints, came ones where ${describeIssue(hints.error, came)}`);
  return hints.data.filter(({ kind }) => kinds.includes(kind));
}
