/** Ids by what they belong to. */
export interface Groups {
  /** The ids that belong to one thing; empty for one that nothing belongs to. */
  readonly of: (group: string) => ReadonlySet<string>;
  /** Adds an id to a group; it may be in others too. */
  readonly add: (group: string, id: string) => void;
  readonly remove: (group: string, id: string) => void;
  /** Puts an id into one group and takes it out of the one that it was moved to before; null: into none. */
  readonly move: (id: string, group: string | null) => void;
}

export function createGroups(): Groups {
  const members = new Map<string, Set<string>>();
  const groupOf = new Map<string, string>();

  function add(group: string, id: string): void {
    const ids = members.get(group);
    if (ids) ids.add(id);
    else members.set(group, new Set([id]));
  }

  function remove(group: string, id: string): void {
    const ids = members.get(group);
    if (ids?.delete(id) && ids.size === 0) members.delete(group);
  }

  return {
    add,
    remove,
    of: (group) => members.get(group) ?? NONE,
    move: (id, group) => {
      const before = groupOf.get(id) ?? null;
      if (before === group) return;
      if (before !== null) remove(before, id);
      if (group === null) groupOf.delete(id);
      else {
        groupOf.set(id, group);
        add(group, id);
      }
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
