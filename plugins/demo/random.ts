/** Numbers that look random and are the same for the same words: 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A source of numbers of its own for each thing: what one thing draws never shifts what another draws. */
export function randomOf(...words: readonly (string | number)[]): Random {
  let state = fnv1a(words.join('/'));
  // mulberry32, Tommy Ettinger, public domain.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

export function wholeBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** Spread evenly around 0 with the standard deviation of a logistic curve: a chance whose odds are e^x is `x + logistic > 0`. */
export function logistic(random: Random): number {
  const share = Math.min(Math.max(random(), 1e-9), 1 - 1e-9);
  return Math.log(share / (1 - share));
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
