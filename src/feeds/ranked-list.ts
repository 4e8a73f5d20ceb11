import { compareEntries, type QueuePlace } from '../domain/queue.ts';

/** Entries in the order of a queue, with their ranks: every operation takes well under a millisecond at 100,000 lines. */
export interface RankedList {
  readonly size: () => number;
  /** Returns its rank, 1 for the head. */
  readonly insert: (entry: QueuePlace) => number;
  /** Returns the rank that it had; null when no such line stands at its place. */
  readonly remove: (entry: QueuePlace) => number | null;
  /** Null past the end. */
  readonly at: (rank: number) => QueuePlace | null;
  /** The first entries; all when null. */
  readonly first: (count: number | null) => readonly QueuePlace[];
  readonly clone: () => RankedList;
}

/** Entries of one block: short enough to shift, long enough to make few blocks. */
const BLOCK = 512;

/** Takes entries in any order. */
export function createRankedList(entries: readonly QueuePlace[]): RankedList {
  const sorted = [...entries].sort(compareEntries);
  const blocks: QueuePlace[][] = [];
  for (let start = 0; start < sorted.length; start += BLOCK) blocks.push(sorted.slice(start, start + BLOCK));
  return overBlocks(blocks, sorted.length);
}

function overBlocks(blocks: QueuePlace[][], count: number): RankedList {
  let size = count;

  /** The block that holds an entry or would, how many stand before the block, and the place in it. */
  function find(entry: QueuePlace) {
    let before = 0;
    let index = 0;
    for (; index < blocks.length - 1; index++) {
      const block = blocks[index] ?? [];
      const last = block.at(-1);
      if (last && compareEntries(entry, last) <= 0) break;
      before += block.length;
    }
    const block = blocks[index] ?? [];
    return { block, index, before, place: lowerBound(block, entry) };
  }

  return {
    size: () => size,
    insert(entry) {
      if (blocks.length === 0) blocks.push([]);
      const { block, index, before, place } = find(entry);
      block.splice(place, 0, entry);
      if (block.length > 2 * BLOCK) blocks.splice(index, 1, block.slice(0, BLOCK), block.slice(BLOCK));
      size += 1;
      return before + place + 1;
    },
    remove(entry) {
      const { block, index, before, place } = find(entry);
      if (block[place]?.lineId !== entry.lineId) return null;
      block.splice(place, 1);
      if (block.length === 0) blocks.splice(index, 1);
      size -= 1;
      return before + place + 1;
    },
    at(rank) {
      let before = 0;
      for (const block of blocks) {
        if (rank <= before + block.length) return block[rank - before - 1] ?? null;
        before += block.length;
      }
      return null;
    },
    first(wanted) {
      const found: QueuePlace[] = [];
      for (const block of blocks) {
        if (wanted !== null && found.length >= wanted) break;
        for (const entry of block) found.push(entry);
      }
      return wanted === null ? found : found.slice(0, wanted);
    },
    clone: () =>
      overBlocks(
        blocks.map((block) => block.slice()),
        size,
      ),
  };
}

/** The first place at which the entry could stand. */
function lowerBound(block: readonly QueuePlace[], entry: QueuePlace): number {
  let [low, high] = [0, block.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = block[middle];
    if (other && compareEntries(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
