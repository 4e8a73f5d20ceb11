import type { Instant } from '../time.ts';
import { TIERS, type Tier } from './tier.ts';

/** What decides which of two lines goes first. */
export interface Placed {
  readonly tier: Tier;
  readonly score: number;
  /** Null when nothing was promised: behind those that were, of an equal score. */
  readonly promisedDeliverBy: Instant | null;
  readonly placedAt: Instant;
  readonly lineId: string;
}

/**
 * A line's place as a text that sorts: tier, then score from high to low, then the earlier promise, then the earlier order,
 * then line id. Total, as line ids differ, and of each line alone: no other line can change it.
 */
export function placeOf({ tier, score, promisedDeliverBy, placedAt, lineId }: Placed): string {
  return [TIERS.indexOf(tier), descending(score), promisedDeliverBy ?? NEVER, placedAt, lineId].join(' ');
}

/** All of a place but the score: two places that are equal in it differ by their score alone. */
export function placeWithoutScore(place: string): string {
  const [tier = '', , ...rest] = place.split(' ');
  return [tier, ...rest].join(' ');
}

/** After every instant. */
const NEVER = '~';

const bits = new DataView(new ArrayBuffer(8));

/** A number from 0 up as 16 digits whose order is the opposite: the bits of such doubles sort as they do. */
function descending(score: number): string {
  bits.setFloat64(0, score > 0 ? score : 0);
  return complement(bits.getUint32(0)) + complement(bits.getUint32(4));
}

function complement(word: number): string {
  return (0xffffffff - word).toString(16).padStart(8, '0');
}
