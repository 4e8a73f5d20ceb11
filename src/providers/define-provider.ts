import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { RecordKind } from '../domain/record/record.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';

/** Where a reader left off: plain JSON that only the provider understands. Null before the first read. */
export type Cursor = z.core.util.JSONType;

/** A row that the provider could not turn into a record. The host parks it with its payload; the feed goes on. */
export interface UnreadableRow {
  /** Where it stands in the source, such as `orders.csv:17`. */
  readonly location: string;
  /** Lower case; what was expected and what came. */
  readonly reason: string;
  readonly payload: unknown;
}

/** A part of a source. The host saves what it says and `cursor` in one transaction: after a crash, reading goes on from there. */
export interface ReadPage {
  /** Records in the schema of their kind (`domain/record`). The host validates each one and parks those that do not fit. */
  readonly records: readonly SourceRecord[];
  /** Keys of records that the source no longer has. */
  readonly deletes: readonly string[];
  readonly cursor: Cursor;
  readonly unreadable?: readonly UnreadableRow[];
  /** Share of the whole read that is behind us, 0 to 1, when the source can tell; drives progress bars. */
  readonly progressRatio?: number;
}

export interface SourceRecord {
  /** Not yet validated. */
  readonly record: unknown;
  /** Where it stands in the source, when that helps a person find it. */
  readonly location?: string;
}

/** What the host gives to every call. */
export interface CallContext {
  /** Aborts when the platform stops or the time allowed for the call is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

export interface ConnectContext extends CallContext {
  /** The configured id of this provider. */
  readonly providerId: string;
  /** Makes a path from the configuration absolute: relative paths start at the configuration file. */
  readonly resolvePath: (path: string) => string;
  /** The platform's clock; an as-of book's stands in the past. */
  readonly now: () => Instant;
}

/** The answer of `check`: what an operator needs to know that the source can be read. */
export interface CheckReport {
  /** One line: what answered, and its version. */
  readonly detail: string;
}

/** A request that the source sent us, as it came: the body is not parsed, so that a signature can be checked over it. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** A source that pushes. A webhook is a hint that something changed: the host reads the kinds it names again. */
export interface Webhook<Client> {
  /** Throws `FORBIDDEN` when the signature is wrong, `INPUT_INVALID` when the body is. */
  readonly changedKinds: (
    client: Client,
    request: WebhookRequest,
  ) => readonly RecordKind[] | Promise<readonly RecordKind[]>;
}

/**
 * Something the source can be asked to do, in three steps: `plan` looks, `execute` asks, `observe` reads back. Only what is
 * observed counts: an answer can get lost, and a source can say yes and do nothing.
 */
export interface Action<Client, Input = unknown> {
  readonly input: z.ZodType<Input>;
  /** What it would change, and the version of the record that it saw; or why the source would refuse. Changes nothing. */
  readonly plan: (client: Client, input: Input, context: CallContext) => Promise<ActionPlan>;
  /**
   * Asks the source. Must act once for one key, however often it is called. Throws `PROVIDER_REJECTED` with the source's reason,
   * and `VERSION_CONFLICT` when the record is no longer at the planned version.
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

/** A source system, as one object. An absent optional member means "cannot", and the platform says so to its users. */
export interface ProviderDefinition<ConfigSchema extends z.ZodType = z.ZodType, Client = unknown> {
  /** The kind of source, such as `csv`. */
  readonly type: string;
  /** What an operator gives. Parsed at start; a bad value stops the start. Mark secrets with `secret()`. */
  readonly config: ConfigSchema;
  /**
   * True for a recording: all versions of its records can be read from the start, each with its own time, so that training on it
   * needs no book that was told them one by one.
   */
  readonly isRecorded?: boolean;
  /** The record kinds it can give. Called once, at start; may read a file beside the configuration, never the source. */
  readonly reads: (
    config: z.output<ConfigSchema>,
    context: Pick<ConnectContext, 'resolvePath'>,
  ) => readonly RecordKind[];
  /** Makes the client that every other member gets. Must not reach the source: `check` and `read` do. */
  readonly connect: (config: z.output<ConfigSchema>, context: ConnectContext) => Client;
  /** Reaches the source once. Throws with what to do when it cannot be read. */
  readonly check: (client: Client, context: CallContext) => Promise<CheckReport>;
  /** Pages from a cursor to the end of what is now there, then returns. */
  readonly read: (client: Client, kind: RecordKind, cursor: Cursor, context: CallContext) => AsyncIterable<ReadPage>;
  /** One slot per key, order kept, null for unknown. One call to the source for all keys. */
  readonly lookup?: (
    client: Client,
    kind: RecordKind,
    keys: readonly string[],
    context: CallContext,
  ) => Promise<readonly unknown[]>;
  readonly webhook?: Webhook<Client>;
  readonly actions?: Readonly<Record<string, Action<Client>>>;
  /** Frees what the client holds. */
  readonly close?: (client: Client) => Promise<void>;
}

/** What every configured provider may set besides its own configuration. */
export const HostSettings = z.object({
  /** The name of this source in provenance, cursors and logs. Never change it: state and cursors hang on it. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes, such as `erp`'),
  /** Milliseconds between two reads. */
  pollMs: z.int().min(100).default(30_000),
  /** Milliseconds that `check`, `lookup`, an action or one page may take. */
  timeoutMs: z.int().min(1).default(30_000),
  /** Calls a second at most, in total; null for no limit. */
  callsPerSecond: z.number().positive().nullable().default(null),
  /** Milliseconds after which a record is stale: it is looked up again, or marked, when someone asks for it; null: never. */
  allowedAgeMs: z.int().positive().nullable().default(null),
});
export type HostSettings = z.output<typeof HostSettings>;

/** A provider with its configuration, as a configuration file lists it. Not yet parsed: the host does that at start. */
export interface ConfiguredProvider {
  readonly definition: ProviderDefinition;
  readonly settings: unknown;
}

/** The call that a configuration file makes: `csv({ id: 'book', mapping: 'mapping.yaml' })`. */
export type ProviderFactory<ConfigSchema extends z.ZodType> = ((
  settings: z.input<typeof HostSettings> & z.input<ConfigSchema>,
) => ConfiguredProvider) & { readonly definition: ProviderDefinition<ConfigSchema> };

/** Declares a provider. What it returns is called once per source in a configuration file. */
export function defineProvider<ConfigSchema extends z.ZodType, Client>(
  definition: ProviderDefinition<ConfigSchema, Client>,
): ProviderFactory<ConfigSchema> {
  // The host hands a client only to the definition that made it, so the client's type may be forgotten here.
  const erased = definition as unknown as ProviderDefinition<ConfigSchema>;
  const factory = (settings: unknown): ConfiguredProvider => ({
    definition: erased,
    settings,
  });
  return Object.assign(factory, { definition: erased });
}

/** Declares an action with its input's type. */
export function defineAction<Client, Input>(action: Action<Client, Input>): Action<Client> {
  return action as unknown as Action<Client>;
}

const SECRET = 'promisegraph:secret';

/** Marks a configuration value that must never be shown: not in logs, errors, `providers list` or the API. */
export function secret<S extends z.ZodType>(schema: S): S {
  return schema.meta({ ...schema.meta(), [SECRET]: true });
}

/** Whether `secret()` marked it. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return z.globalRegistry.get(schema)?.[SECRET] === true;
}

/** For a provider that is asked for a kind it does not list in `reads`. */
export function unreadableKind(type: string, kind: RecordKind): AppError {
  return new AppError('INVARIANT', `${type} does not read ${kind}`);
}
