/** A map that forgets what was used longest ago. */
export interface Lru<K, V> {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => void;
}

/** Keeps at most `limit` entries. */
export function createLru<K, V>(limit: number): Lru<K, V> {
  const entries = new Map<K, V>(); // in the order of their last use

  function set(key: K, value: V): void {
    entries.delete(key);
    entries.set(key, value);
    for (const oldest of entries.keys()) {
      if (entries.size <= limit) return;
      entries.delete(oldest);
    }
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
