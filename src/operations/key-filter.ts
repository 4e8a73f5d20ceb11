/** Which keys may have been added: never wrong about one that was, seldom about one that was not. */
export interface KeyFilter {
  readonly add: (key: string) => void;
  readonly mayHave: (key: string) => boolean;
}

/** 8 MB, whatever is added: of ten million keys one in ten that were never added passes, of a million none in ten thousand. */
const BITS = 2 ** 26;
const PROBES = 4;

/**
 * A Bloom filter (B. H. Bloom, Communications of the ACM 13(7), 1970), its probes derived from two hashes (Kirsch and Mitzenmacher,
 * 2006). The first read of a large source asks it which rows it may have saved itself, instead of asking the database for every row.
 */
export function createKeyFilter(): KeyFilter {
  const words = new Uint32Array(BITS / 32);

  return {
    add: (key) => {
      const { first, step } = hashesOf(key);
      for (let probe = 0; probe < PROBES; probe += 1) {
        const bit = (first + Math.imul(probe, step)) & (BITS - 1);
        words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
    },
    mayHave: (key) => {
      const { first, step } = hashesOf(key);
      for (let probe = 0; probe < PROBES; probe += 1) {
        const bit = (first + Math.imul(probe, step)) & (BITS - 1);
        if (((words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
      }
      return true;
    },
  };
}

/** FNV-1a over the UTF-16 code units, mixed twice (the finalizer of MurmurHash3, public domain). */
function hashesOf(key: string): { first: number; step: number } {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  const first = mixed(hash);
  return { first, step: mixed(first ^ key.length) | 1 };
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
