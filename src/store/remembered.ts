import type { ByIds } from './store.ts';

/** What was read by key and is still so, that there was nothing included. */
export interface Remembered<T> {
  /** As `reading` would answer: what is not remembered is read, and remembered. */
  readonly read: (keys: readonly string[], reading: ByIds<T>) => Promise<ReadonlyMap<string, T>>;
  /** What is remembered: null, that there is nothing; undefined, nothing is remembered. */
  readonly peek: (key: string) => T | null | undefined;
  /** Remembers what was just written; null: that there is nothing any more. */
  readonly set: (key: string, value: T | null) => void;
  readonly forget: (keys: Iterable<string>) => void;
  /** The keys of what may hold a member, as `membersOf` names them. */
  readonly keysWith: (member: string) => Iterable<string>;
  /** Forgets whatever holds one of these members. */
  readonly forgetWith: (members: Iterable<string>) => void;
  readonly forgetAll: () => void;
  readonly size: () => number;
}

/** Nothing remembered yet. `membersOf`: the ids of what a value holds, for those that hold several things. */
export function createRemembered<T>(membersOf: (value: T) => readonly string[] = () => []): Remembered<T> {
  const known = new Map<string, T | null>();
  const keysOf = new Map<string, Set<string>>();

  function set(key: string, value: T | null): void {
    known.set(key, value);
    if (value === null) return;
    for (const member of membersOf(value)) {
      const keys = keysOf.get(member);
      if (keys) keys.add(key);
      else keysOf.set(member, new Set([key]));
    }
  }

  function forget(keys: Iterable<string>): void {
    for (const key of keys) known.delete(key);
  }

  return {
    set,
    forget,
    peek: (key) => known.get(key),
    keysWith: (member) => keysOf.get(member) ?? [],

    read: async (keys, reading) => {
      const fresh = new Set<string>();
      for (const key of keys) if (!known.has(key)) fresh.add(key);
      if (fresh.size > 0) {
        const read = await reading([...fresh]);
        for (const key of fresh) set(key, read.get(key) ?? null);
      }
      const found = new Map<string, T>();
      for (const key of keys) {
        const value = known.get(key);
        if (value !== null && value !== undefined) found.set(key, value);
      }
      return found;
    },

    forgetWith: (members) => {
      for (const member of members) {
        forget(keysOf.get(member) ?? []);
        keysOf.delete(member);
      }
    },

    forgetAll: () => {
      known.clear();
      keysOf.clear();
    },

    size: () => known.size,
  };
}
