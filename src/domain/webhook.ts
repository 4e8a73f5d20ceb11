import { z } from 'zod';
import type { FeedPosition, FeedTopic } from './feed.ts';
import { addMs, MS_PER_DAY, toMs, type Instant } from './time.ts';

const TOPICS = ['queue', 'risk', 'exception', 'provider'] as const satisfies readonly FeedTopic[];

/** A partner's address that is told of changes, signed as Standard Webhooks says. */
export const WebhookTarget = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, at most 41'),
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }),
  /** `whsec_` and 24 to 64 bytes in base64: both sides know it. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'expected whsec_ and at least 24 bytes in base64'),
  topics: z.array(z.enum(TOPICS)).min(1).default(['exception']),
  /** Whose it is: it is told of these rows alone, and of no money. Left out: it is the distributor's own, and told of all. */
  rows: z
    .strictObject({
      partner: z.string().min(1),
      customerIds: z.array(z.string().min(1)).min(1),
      siteIds: z.array(z.string().min(1)).nullable().default(null),
      channels: z.array(z.string().min(1)).nullable().default(null),
    })
    .optional(),
  /** Whether it may stand at a private address, such as in the same data centre. */
  allowPrivate: z.boolean().default(false),
});
export type WebhookTarget = z.output<typeof WebhookTarget>;

/** How far a target has been told. */
export interface WebhookProgress {
  readonly id: string;
  readonly epoch: string;
  readonly position: FeedPosition;
  readonly paused: boolean;
  /** Attempts at what comes next that failed. */
  readonly attempts: number;
  readonly failingSince: Instant | null;
  /** Null: at once. */
  readonly nextAttemptAt: Instant | null;
  readonly lastError: string | null;
}

/** Days for which a message is tried again. */
export const RETRY_DAYS = 3;

const BACK_OFF_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000];

/** What follows a failed attempt: a pause that grows, or giving the message up after days. */
export function afterFailure(
  progress: WebhookProgress,
  problem: string,
  now: Instant,
): { readonly progress: WebhookProgress; readonly isGivenUp: boolean } {
  const failingSince = progress.failingSince ?? now;
  const pause = BACK_OFF_MS[Math.min(progress.attempts, BACK_OFF_MS.length - 1)] ?? 0;
  return {
    progress: {
      ...progress,
      attempts: progress.attempts + 1,
      failingSince,
      nextAttemptAt: addMs(now, pause),
      lastError: problem.slice(0, 500),
    },
    isGivenUp: toMs(now) - toMs(failingSince) >= RETRY_DAYS * MS_PER_DAY,
  };
}
