/** ` (did you mean "order_id"?)` when one of the names is close to what came, else an empty text. */
export function didYouMean(came: string, names: Iterable<string>): string {
  const near = nearest(came, names);
  return near === null ? '' : ` (did you mean ${JSON.stringify(near)}?)`;
}

/** The name that takes the fewest edits to reach, if those are at most a third of its length; capitals do not count. */
function nearest(came: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let fewest = Infinity;
  for (const name of names) {
    const edits = editsBetween(came.toLowerCase(), name.toLowerCase());
    if (edits >= fewest || edits > Math.max(2, name.length / 3)) continue;
    best = name;
    fewest = edits;
  }
  return best;
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const changed = (above[column - 1] ?? 0) + same;
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
