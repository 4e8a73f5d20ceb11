import type { z } from 'zod';
import type { RecordKind } from '../domain/record/record.ts';
import type { CallContext } from './call-context.ts';

/**
 * Something the source can be asked to do, in three steps: `plan` looks, `execute` asks, `observe` reads back. Only what is
 * observed counts: an answer can get lost, and a source can say yes and do nothing.
 */
export interface Action<Client, Input = unknown> {
  readonly input: z.ZodType<Input>;
  /** The kind of record that it changes; an order unless it says otherwise. */
  readonly on?: RecordKind;
  /** What it would change, and the version of the record that it saw; or why the source would refuse. Changes nothing. */
  readonly plan: (client: Client, input: Input, context: CallContext) => Promise<ActionPlan>;
  /**
   * Asks the source. Must act once for one key, however often it is called. Throws `ProviderError`: `rejected` with the source's
   * reason, and `conflict` when the record is no longer at the planned version.
   */
  readonly execute: (
    client: Client,
    planned: PlannedAction<Input>,
    idempotencyKey: string,
    context: CallContext,
  ) => Promise<void>;
  /** Reads back whether it is done: by the key where the source keeps keys, else by what the record shows. */
  readonly observe: (
    client: Client,
    input: Input,
    idempotencyKey: string,
    context: CallContext,
  ) => Promise<ActionObservation>;
}

export type ActionPlan =
  | {
      readonly status: 'ready';
      /** The source's own mark of the record's state, such as an ETag; null when it has none, and then nothing can be expected. */
      readonly version: string | null;
      readonly changes: readonly PlannedChange[];
    }
  | { readonly status: 'refused'; readonly reason: string };

/** One value that an action would change. */
export interface PlannedChange {
  /** Of the canonical record, such as `order` and `SO-1`. */
  readonly kind: RecordKind;
  readonly key: string;
  /** Path in the record, such as `holds`; plain JSON on both sides, null for nothing. */
  readonly field: string;
  readonly from: z.core.util.JSONType;
  readonly to: z.core.util.JSONType;
}

export interface PlannedAction<Input> {
  readonly input: Input;
  /** The version that the plan saw. */
  readonly version: string | null;
}

export type ActionObservation =
  /** `sourceReference` is the source's own number for what it did; null when it gives none. */
  | { readonly status: 'applied'; readonly sourceReference: string | null }
  | { readonly status: 'notApplied' }
  /** The key was used for something else. */
  | { readonly status: 'refused'; readonly reason: string }
  /** The source answers, but what it shows does not tell. */
  | { readonly status: 'unknown'; readonly reason: string };
