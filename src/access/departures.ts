import type { Instant } from '../domain/time.ts';
import type { Viewer } from '../domain/viewer.ts';

/** Calls back when a viewer may no longer be here. Returns what ends the watch. */
export type WatchViewer = (viewer: Viewer, onLeave: () => void) => () => void;

/** Who is here with something open: a socket or a stream. */
export interface Departures {
  readonly watch: WatchViewer;
  /** The ids of those who are here. */
  readonly present: () => ReadonlySet<string>;
  /** Sends away everyone whose time is over, and whom else the caller no longer knows. */
  readonly sweep: (now: Instant, isGone: (viewer: Viewer) => boolean) => void;
}

interface Watched {
  readonly viewer: Viewer;
  readonly onLeave: () => void;
}

export function createDepartures(): Departures {
  const here = new Map<string, Set<Watched>>();

  function leave(watched: Watched): void {
    const { id } = watched.viewer;
    const group = here.get(id);
    group?.delete(watched);
    if (group?.size === 0) here.delete(id);
  }

  return {
    watch(viewer, onLeave) {
      const watched = { viewer, onLeave };
      const group = here.get(viewer.id) ?? new Set();
      here.set(viewer.id, group.add(watched));
      return () => leave(watched);
    },
    present: () => new Set(here.keys()),
    sweep(now, isGone) {
      const gone = [...here.values()]
        .flatMap((group) => [...group])
        .filter(({ viewer }) => (viewer.expiresAt !== null && viewer.expiresAt <= now) || isGone(viewer));
      for (const watched of gone) {
        leave(watched);
        watched.onLeave();
      }
    },
  };
}
