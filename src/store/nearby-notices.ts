import type { Notices } from './notices.ts';

/** Notices of which whoever listens in this process is told directly. */
export interface NearbyNotices extends Notices {
  /** Calls back on each notice of this process. Returns what stops it. */
  readonly onNotice: (callback: () => void) => () => void;
}

/**
 * For what one process at a time listens to: while that is this one, a notice does not go through the database. Should another one listen
 * too, as when one takes over from the other, it is told of nothing and finds what is new when it next looks by itself.
 */
export function createNearbyNotices(afar: Notices): NearbyNotices {
  const callbacks = new Set<() => void>();
  return {
    onNotice: (callback) => {
      const own = (): void => callback();
      callbacks.add(own);
      return () => void callbacks.delete(own);
    },

    send: async () => {
      if (callbacks.size === 0) return afar.send();
      for (const callback of callbacks) callback();
    },
  };
}
