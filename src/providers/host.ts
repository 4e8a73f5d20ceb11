import type { CanonicalRecord, RecordKind } from '../domain/record/record.ts';
import type { ActionResult, Cursor, HostSettings, UnreadableRow, WebhookRequest } from './define-provider.ts';

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
  /** Throws `INPUT_INVALID` for an action that it does not have or input that does not fit, `PROVIDER_REJECTED` when the source refuses. */
  readonly act: (action: string, input: unknown, idempotencyKey: string) => Promise<ActionResult>;
}

export interface ProviderHost {
  readonly all: readonly HostedProvider[];
  /** Throws `NOT_FOUND`, naming the ids there are. */
  readonly get: (id: string) => HostedProvider;
  readonly close: () => Promise<void>;
}
