import { z } from 'zod';
import type { RecordKind } from '../domain/record/record.ts';
import type { Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import type { Action } from './action.ts';
import type { CallContext, CheckReport, ConnectContext } from './call-context.ts';
import type { ChangeHint, Webhook } from './hint.ts';
import type { HostSettings } from './host-settings.ts';
import type { TraitsByKind } from './kind-traits.ts';
import type { Cursor, ReadPage } from './reading.ts';

export * from './action.ts';
export * from './call-context.ts';
export * from './hint.ts';
export * from './host-settings.ts';
export * from './kind-traits.ts';
export * from './reading.ts';

/**
 * A source system, as one object. What its members throw is a `ProviderError`; the host alone decides what follows from its kind. An absent
 * optional member means "cannot", and the platform says so to its users.
 */
export interface ProviderDefinition<ConfigSchema extends z.ZodType = z.ZodType, Client = unknown> {
  /** The kind of source, such as `csv`. */
  readonly type: string;
  /** `import.meta.url` of the module that exports it, so that it can be run in a process of its own (`isolate`). */
  readonly module?: string;
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
  /** What holds for each kind: its cursor, how deletions show, how far a read must overlap. Called once, at start, as `reads` is. */
  readonly traits?: (config: z.output<ConfigSchema>, context: Pick<ConnectContext, 'resolvePath'>) => TraitsByKind;
  /** Asks the source what it knows of its kinds, such as the fields in its own description; goes before `traits`. */
  readonly discover?: (client: Client, context: CallContext) => Promise<TraitsByKind>;
  /** Makes the client that every other member gets. Must not reach the source: `check` and `read` do. */
  readonly connect: (config: z.output<ConfigSchema>, context: ConnectContext) => Client;
  /** Reaches the source once. Throws with what to do when it cannot be read. */
  readonly check: (client: Client, context: CallContext) => Promise<CheckReport>;
  /** Pages from a cursor to the end of what is now there, then returns. */
  readonly read: (client: Client, kind: RecordKind, cursor: Cursor, context: CallContext) => AsyncIterable<ReadPage>;
  /** How the records of a kind were at an earlier time, in one read from start to end; for kinds whose traits say `asOf`. */
  readonly readAsOf?: (client: Client, kind: RecordKind, at: Instant, context: CallContext) => AsyncIterable<ReadPage>;
  /** Every key that the source has, in pieces of any size; for kinds whose traits say `sweep: 'keys'`. */
  readonly listKeys?: (client: Client, kind: RecordKind, context: CallContext) => AsyncIterable<readonly string[]>;
  /**
   * Tells the source that a page is saved, by the page's cursor: for queues that deliver again what was not acknowledged, and files
   * to be moved away. A page may be saved without this being heard: it must do no harm when the page then comes again.
   */
  readonly acknowledge?: (client: Client, kind: RecordKind, cursor: Cursor, context: CallContext) => Promise<void>;
  /**
   * Listens to a source that sends word over a connection of its own, until the signal aborts. The host starts it again, with growing
   * pauses, when it ends earlier.
   */
  readonly listen?: (
    client: Client,
    onHints: (hints: readonly ChangeHint[]) => void,
    context: CallContext,
  ) => Promise<void>;
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
