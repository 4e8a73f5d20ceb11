import {
  defineProvider,
  unreadableKind,
  type Action,
  type ExceptionRecord,
  type ProviderFactory,
  type RecordKind,
  type RecordOf,
} from '../../../src/providers/index.ts';
import type { SimulatedDistributor } from '../distributor/simulated-distributor.ts';
import { recordIn } from '../records/to-record.ts';
import type { ExceptionType, StateKind } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { readChanges } from './read-changes.ts';
import { SimConfig } from './sim-config.ts';

/** One system of the distributor, as it stands to the platform. */
export interface SimClient {
  readonly distributor: SimulatedDistributor;
  readonly pageSize: number;
}

export interface SimProviderOptions {
  readonly type: string;
  /** What it is called on a check, such as `order system`. */
  readonly name: string;
  readonly kinds: readonly StateKind[];
  /** The exceptions that it shows: no two systems show one. */
  readonly exceptions: readonly ExceptionType[];
  readonly actions: Readonly<Record<string, Action<SimClient>>>;
}

/** A record of a world that one system shows; null for none and for what another system shows. */
export type Show = <K extends StateKind>(world: World, kind: K, id: string) => RecordOf<K> | null;

/** Declares one system of a simulated distributor as a provider: it knows the world through its records and decisions alone. */
export function defineSimProvider(options: SimProviderOptions): ProviderFactory<typeof SimConfig> {
  const { type, name, kinds, exceptions, actions } = options;

  const show: Show = (world, kind, id) => {
    const record = recordIn(world, kind, id);
    return record && isShown(record) ? record : null;
  };
  function isShown(record: { readonly kind: RecordKind } | ExceptionRecord): boolean {
    return !('type' in record) || record.kind !== 'exception' || exceptions.some((type) => type === record.type);
  }
  function known(kind: RecordKind): StateKind {
    const found = kinds.find((own) => own === kind);
    if (found === undefined) throw unreadableKind(type, kind);
    return found;
  }

  return defineProvider({
    type,
    config: SimConfig,
    reads: () => kinds,
    traits: () => Object.fromEntries(kinds.map((kind) => [kind, { key: 'id', cursor: 'sequence' }])),

    connect: ({ world, pageSize }): SimClient => {
      world.use();
      return { distributor: world, pageSize };
    },

    check: async ({ distributor }) => {
      distributor.check();
      const { seed, scale, speed } = distributor.options;
      return {
        detail: `simulated ${name}, seed ${seed}, scale ${scale}, its clock ${speed} times as fast; nothing in it is real`,
      };
    },

    read: ({ distributor, pageSize }, kind, cursor) =>
      readChanges(distributor, { kind: known(kind), cursor, pageSize, show }),

    lookup: async ({ distributor }, kind, keys) => {
      const world = await distributor.caughtUp();
      const own = known(kind);
      return keys.map((key) => show(world, own, key));
    },

    actions,

    close: async ({ distributor }) => distributor.leave(),
  });
}
