/** Values by key, in the order in which the keys first come. */
export function groupBy<V>(
  values: readonly V[],
  keyOf: (value: V) => string,
): ReadonlyMap<string, readonly [V, ...V[]]> {
  const groups = new Map<string, [V, ...V[]]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
