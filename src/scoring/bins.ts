import { at } from './example-table.ts';

/** A span of days; `from` equal to `to` is one point. */
export interface Bin {
  readonly from: number;
  readonly to: number;
}

/** Spans that lie side by side, ascending: what a head spreads its probability over. */
export interface Bins {
  readonly spans: readonly Bin[];
  /** Mean days that the last span reaches beyond its start, when it is open-ended; 0 when it ends where it ends. */
  readonly tailDays: number;
}

/** Share of the outcomes that a span aims to hold: finer where the late ones are. */
const SHARE = 1 / 16;
const TAIL_SHARE = 1 / 40;
const TAIL_FROM = 0.8;

/**
 * Spans that follow how values are spread: a value that very many share gets a span of its own, and no span reaches across
 * `cut` (a value at the cut belongs below it).
 */
export function fitBins(values: readonly number[], cut: number | null): Bins {
  const sorted = Float64Array.from(values).sort();
  const spans: Bin[] = [];
  let start = 0;
  let end = 0;
  while (end < sorted.length) {
    const value = at(sorted, end);
    const next = afterEqual(sorted, end);
    const target = sorted.length * (start / sorted.length < TAIL_FROM ? SHARE : TAIL_SHARE);
    const crosses = cut !== null && at(sorted, start) <= cut && value > cut;
    if (end > start && (crosses || next - end >= target)) {
      spans.push({ from: at(sorted, start), to: at(sorted, end - 1) });
      start = end;
    }
    end = next;
    if (end - start >= target || end === sorted.length) {
      spans.push({ from: at(sorted, start), to: at(sorted, end - 1) });
      start = end;
    }
  }
  const last = spans.at(-1) ?? { from: 0, to: 0 };
  return { spans, tailDays: last.to > last.from ? meanFrom(sorted, last.from) - last.from : 0 };
}

/** The span that holds a value, or the nearest one above it. */
export function binOf({ spans }: Bins, value: number): number {
  const index = spans.findIndex(({ to }) => value <= to);
  return index < 0 ? spans.length - 1 : index;
}

/** Share of a span's probability that lies after `value`: even within a span, fading out in an open-ended last one. */
export function shareAfter({ spans, tailDays }: Bins, index: number, value: number): number {
  const span = spans[index];
  if (!span || value < span.from) return span ? 1 : 0;
  if (index === spans.length - 1 && tailDays > 0) return Math.exp(-(value - span.from) / tailDays);
  return value >= span.to ? 0 : (span.to - value) / (span.to - span.from);
}

/** The value below which a share of a span's probability lies. */
export function valueWithin({ spans, tailDays }: Bins, index: number, share: number): number {
  const { from, to } = spans[index] ?? { from: 0, to: 0 };
  if (index === spans.length - 1 && tailDays > 0) return from - tailDays * Math.log(Math.max(1 - share, 1e-3));
  return from + share * (to - from);
}

function afterEqual(sorted: Float64Array, index: number): number {
  const value = at(sorted, index);
  let next = index + 1;
  while (next < sorted.length && at(sorted, next) - value < 1e-6) next += 1;
  return next;
}

function meanFrom(sorted: Float64Array, from: number): number {
  const tail = sorted.filter((value) => value >= from);
  return tail.reduce((sum, value) => sum + value, 0) / tail.length;
}
