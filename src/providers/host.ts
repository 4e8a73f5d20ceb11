import type { CanonicalRecord, RecordKind } from '../domain/record/record.ts';
import type { Instant } from '../domain/time.ts';
import type {
  ActionPlan,
  ChangeHint,
  Cursor,
  HostSettings,
  KindDescription,
  UnreadableRow,
  WebhookRequest,
} from './define-provider.ts';

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
  /** What it offers for each kind, as far as that is known without reaching it. */
  readonly offers: readonly KindDescription[];
  /** The same, with what the source itself knows. */
  readonly discover: () => Promise<readonly KindDescription[]>;
  /** Throws `PROVIDER_UNAVAILABLE` when retries are used up or the breaker is open; what was yielded before stands. */
  readonly read: (kind: RecordKind, cursor: Cursor, signal: AbortSignal) => AsyncIterable<CheckedPage>;
  /** Where a new read of a kind starts when the last one ended at a cursor: as far before it as a late change may bear an earlier time. */
  readonly stepBack: (kind: RecordKind, cursor: Cursor) => Cursor;
  /** How it was at an earlier time, for kinds that offer `asOf`. */
  readonly readAsOf: (kind: RecordKind, at: Instant, signal: AbortSignal) => AsyncIterable<CheckedPage>;
  /** Every key that the source has; null when it cannot tell. A failure in between fails the whole listing. */
  readonly listKeys: ((kind: RecordKind, signal: AbortSignal) => AsyncIterable<readonly string[]>) | null;
  /** Tells the source that a page is saved; null when it need not know. */
  readonly acknowledge: ((kind: RecordKind, cursor: Cursor) => Promise<void>) | null;
  /** Null when it cannot look up. One slot per key, null for unknown. */
  readonly lookup: ((kind: RecordKind, keys: readonly string[]) => Promise<readonly (CanonicalRecord | null)[]>) | null;
  /** What a request of the source says changed. Throws `FORBIDDEN` before anything in it is read when its signature is wrong. */
  readonly webhook: ((request: WebhookRequest) => Promise<readonly ChangeHint[]>) | null;
  /** Listens until the signal aborts or the connection ends; null when the source sends no word by itself. */
  readonly listen: ((onHints: (hints: readonly ChangeHint[]) => void, signal: AbortSignal) => Promise<void>) | null;
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
