import type { RecordKind } from '../../domain/record/record.ts';
import type { Clock, Instant } from '../../domain/time.ts';
import type { ConfiguredProvider, Cursor, WebhookRequest } from '../define-provider.ts';

/**
 * A live source with a provider that reads it, and what a test can do to it. Every deed resolves once the source itself shows it. A
 * member that is left out is an ability that the test does not have: each case that needs it is skipped, and its reason must stand in
 * `skips`, or the run fails.
 */
export interface SourceUnderTest {
  readonly provider: ConfiguredProvider;
  /** Where relative paths of its configuration start. */
  readonly baseDir?: string;
  readonly now?: Clock;
  /** Texts of its configuration that nobody may see. */
  readonly secrets?: readonly string[];
  /** Kinds to read; all unless it says otherwise. */
  readonly kinds?: readonly RecordKind[];
  /** Milliseconds that the source may take to show a deed in its lists; 0 unless it says otherwise. */
  readonly settleMs?: number;

  /** The same provider pointed at a source that is not there. */
  readonly unreachable?: ConfiguredProvider;
  /** The same provider with a password or key that the source does not know. */
  readonly wrongCredentials?: ConfiguredProvider;
  /** The same provider pointed at a source that has no records. */
  readonly empty?: ConfiguredProvider;
  /** Where the source listens, and the same provider pointed at another place: the kit puts a proxy in between that makes faults. */
  readonly faulty?: { readonly upstream: string; readonly through: (url: string) => ConfiguredProvider };

  /** Changes a record in a way that its cursor shows. */
  readonly change?: () => Promise<RecordRef>;
  /** Changes the state of an order, such as a hold, and nothing else. */
  readonly changeState?: () => Promise<RecordRef>;
  /** Changes something beneath an order, such as a line's date; names the order. */
  readonly changeChild?: () => Promise<RecordRef>;
  readonly cancel?: () => Promise<RecordRef>;
  readonly remove?: () => Promise<RecordRef>;
  /** Changes several records so that they bear the very same time, more of them than fit on a page. */
  readonly sameTime?: () => Promise<readonly RecordRef[]>;
  /** Begins a change that bears the time of its beginning, and returns before it can be seen. */
  readonly changeLate?: () => Promise<LateChange>;
  /** Ends every session that the source has with anyone. */
  readonly expireSession?: () => Promise<void>;
  /** A cursor that lies after everything; the kit makes it by itself from cursors with `at`. */
  readonly farFuture?: (kind: RecordKind, cursor: Cursor) => Cursor;

  /** A record that is there and that the provider's credentials may not see. */
  readonly forbidden?: RecordRef;
  readonly action?: ActionUnderTest;
  /** A request that the source would send, signed; with `signedAt` as if it had been signed then. */
  readonly webhook?: (signedAt?: Instant) => WebhookRequest | Promise<WebhookRequest>;

  /** Why a case, or a whole group, cannot be run here, by its id, such as `'C04.1': 'the source has no transactions'`. */
  readonly skips?: Readonly<Record<string, string>>;
  /** Puts back what one case used; called after each case. */
  readonly close?: () => void | Promise<void>;
}

/** One record of the source, by its canonical kind and key. */
export interface RecordRef {
  readonly kind: RecordKind;
  readonly key: string;
}

export interface LateChange extends RecordRef {
  /** Lets it be seen. Between the two, the kit makes another change (`change`) and reads, so that the cursor passes its time. */
  readonly commit: () => Promise<void>;
}

/** An action that the source takes. */
export interface ActionUnderTest {
  readonly name: string;
  /** Input for a record on which it is allowed now. The same for all calls between two `setUp`s. */
  readonly input: unknown;
  /** Input that fits and that the source refuses in its present state. */
  readonly illegal?: unknown;
  /** The action that takes it back. */
  readonly undo?: { readonly name: string; readonly input: unknown };
  /** Makes the source do the next deed and its answer get lost; with `faulty`, the kit's proxy does it on this path. */
  readonly loseAnswer?: () => void | Promise<void>;
}

/** Readies the live source for one case: it may be the same one each time, or a fresh one. */
export type SetUp = () => SourceUnderTest | Promise<SourceUnderTest>;
