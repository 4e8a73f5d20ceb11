import type { CanonicalRecord, RecordKind } from '../domain/record/record.ts';
import type { ActionPlan, Cursor, HostSettings, UnreadableRow, WebhookRequest } from './define-provider.ts';

/** A page of a source after the host's checks: every record fits its kind, every unreadable row says why. */
export interface CheckedPage {
  readonly records: readonly { readonly record: CanonicalRecord; readonly location: string | null }[];
  readonly deletes: readonly string[];
  readonly unreadable: readonly UnreadableRow[];
  readonly cursor: Cursor;
  readonly progressRatio: number | null;
}

export type CheckResult =
  { readonly ok: true; readonly detail: string } | { readonly ok: false; readonly problem: string };

export interface ActOptions {
  /** Names this deed for ever: a repetition after a crash or a lost answer carries the same key. */
  readonly idempotencyKey: string;
  /** The version on which the deed was decided, as a plan gave it; absent: whatever is there now. */
  readonly expectedVersion?: string;
}

/** What came of an action, as read back from the source. */
export type ActionOutcome =
  | { readonly status: 'applied'; readonly sourceReference: string | null }
  /** It was done before this call. */
  | { readonly status: 'alreadyApplied'; readonly sourceReference: string | null }
  /** The record is no longer as expected: nothing was done. `foundVersion` is null when the source does not tell it. */
  | { readonly status: 'conflict'; readonly reason: string; readonly foundVersion: string | null }
  /** Nothing was done, and asking again would end the same way. */
  | { readonly status: 'rejected'; readonly reason: string }
  /** Asked, but nobody can tell whether it is done: ask again with the same key. */
  | { readonly status: 'unknown'; readonly reason: string };

/** One configured source, with retries, timeouts, breaker, rate limit and redaction around every call. */
export interface HostedProvider {
  readonly id: string;
  readonly type: string;
  readonly kinds: readonly RecordKind[];
  readonly settings: HostSettings;
  /** Its configuration for people, with every secret replaced. */
  readonly describe: () => Readonly<Record<string, unknown>>;
  readonly check: () => Promise<CheckResult>;
  /** Throws `PROVIDER_UNAVAILABLE` when retries are used up or the breaker is open; what was yielded before stands. */
  readonly read: (kind: RecordKind, cursor: Cursor, signal: AbortSignal) => AsyncIterable<CheckedPage>;
  /** Null when it cannot look up. One slot per key, null for unknown. */
  readonly lookup: ((kind: RecordKind, keys: readonly string[]) => Promise<readonly (CanonicalRecord | null)[]>) | null;
  readonly webhook: ((request: WebhookRequest) => Promise<readonly RecordKind[]>) | null;
  readonly actions: readonly string[];
  /** What an action would change. Throws `INPUT_INVALID` for one that it does not have or input that does not fit. */
  readonly plan: (action: string, input: unknown) => Promise<ActionPlan>;
  /**
   * Has the source act, once for one key however often it is called. Throws as `plan` does, and `PROVIDER_UNAVAILABLE` when the
   * source was out of reach before anything was asked of it.
   */
  readonly act: (action: string, input: unknown, options: ActOptions) => Promise<ActionOutcome>;
}

export interface ProviderHost {
  readonly all: readonly HostedProvider[];
  /** Throws `NOT_FOUND`, naming the ids there are. */
  readonly get: (id: string) => HostedProvider;
  readonly close: () => Promise<void>;
}
