import { wordAt, type ExampleTable } from './example-table.ts';
import type { Levels, LevelsByRow } from './outlook.ts';

/** The probabilities that are called P50 and P90 where nothing is known of how well they hold. */
export const PLAIN_LEVELS: Levels = { p50: 0.5, p90: 0.9 };

/** Fewer outcomes do not say how well a date holds. */
const LEAST_OUTCOMES = 50;
/** What a wider group's outcomes weigh beside those of a narrower one, all together, in outcomes: a small segment keeps near the whole. */
const WIDER_OUTCOMES = 50;
/** No date is told that is surer than this: behind it the model has seen next to nothing. */
const MOST = 0.995;

/** How a prediction turned out. */
export interface DatedOutcome {
  /** The model's chance that the line would be delivered before the moment when it was; 1 for a line that is overdue and still open. */
  readonly chanceBefore: number;
  /** What the line belongs to, from the widest group to the narrowest; null is unknown. */
  readonly segment: readonly (string | null)[];
}

/** Which probabilities are told as dates: of all lines, and of the segments that told enough of their own. */
export interface DateLevels extends Levels {
  /** Category columns whose words name a segment, in the order of `DatedOutcome.segment`. */
  readonly columns: readonly number[];
  readonly segments: readonly SegmentLevels[];
}

export interface SegmentLevels extends Levels {
  /** As in `DatedOutcome`, cut off where it was too small to go on. */
  readonly segment: readonly (string | null)[];
}

export const PLAIN_DATES: DateLevels = { ...PLAIN_LEVELS, columns: [], segments: [] };

/**
 * Split conformal prediction of dates: outcomes that a model was not trained on say which of its probabilities really holds half
 * of the deliveries, and which nine in ten, and those are told as P50 and P90. Were the next lines like these, at least that share
 * of them would be delivered by the date, whatever is wrong with the model (Chernozhukov, Wüthrich and Zhu 2021, distributional
 * conformal prediction). A model is wrong in other ways of other carriers and sites, so each segment has levels of its own (Mondrian
 * conformal prediction: Vovk, Lindsay, Nouretdinov and Gammerman 2003), drawn to those of the wider group by some of its outcomes.
 */
export function dateLevelsFor(outcomes: readonly DatedOutcome[], columns: readonly number[]): DateLevels {
  if (outcomes.length < LEAST_OUTCOMES) return PLAIN_DATES;
  const all = outcomes.map(({ chanceBefore }) => ({ chance: chanceBefore, weight: 1 }));
  return { ...levelsOf(all), columns, segments: segmentLevels(outcomes, all, []) };
}

/** By which levels rows' dates are told: those of the narrowest segment that has any. `wordOf` says what a row has in a column. */
export function levelsByRow(
  dates: DateLevels,
  wordOf: (row: number, column: number) => string | null,
): Levels | LevelsByRow {
  if (dates.segments.length === 0) return dates;
  const all = groupOf(dates.segments);
  return (row) => {
    let levels: Levels = dates;
    let group: Group | undefined = all;
    for (const column of dates.columns) {
      group = group.within.get(wordOf(row, column));
      if (!group) break;
      levels = group.levels ?? levels;
    }
    return levels;
  };
}

/** A segment, or a group of them, by the words that lead to it. */
interface Group {
  levels: Levels | null;
  readonly within: Map<string | null, Group>;
}

function groupOf(segments: readonly SegmentLevels[]): Group {
  const all: Group = { levels: null, within: new Map() };
  for (const { segment, p50, p90 } of segments) {
    let group = all;
    for (const word of segment) {
      const next = group.within.get(word) ?? { levels: null, within: new Map<string | null, Group>() };
      group.within.set(word, next);
      group = next;
    }
    group.levels = { p50, p90 };
  }
  return all;
}

/** How a row turned out, of which that chance was told. */
export function datedOutcome(
  table: ExampleTable,
  row: number,
  chanceBefore: number,
  columns: readonly number[],
): DatedOutcome {
  return { chanceBefore, segment: columns.map((column) => wordAt(table, row, column)) };
}

interface Weighed {
  readonly chance: number;
  readonly weight: number;
}

/** The levels of the segments in a group, and of those in them. */
function segmentLevels(
  members: readonly DatedOutcome[],
  wider: readonly Weighed[],
  path: readonly (string | null)[],
): readonly SegmentLevels[] {
  const depth = path.length;
  const byWord = new Map<string | null, DatedOutcome[]>();
  for (const member of members) {
    if (member.segment.length <= depth) continue;
    const word = member.segment[depth] ?? null;
    const some = byWord.get(word) ?? [];
    byWord.set(word, some);
    some.push(member);
  }
  return [...byWord].flatMap(([word, own]) => {
    const segment = [...path, word];
    const drawn = drawnTo(wider, own);
    // Where all are of one word, they are the wider group itself; where few are, it speaks for them.
    if (byWord.size === 1) return segmentLevels(own, wider, segment);
    if (own.length < LEAST_OUTCOMES) return [];
    return [{ segment, ...levelsOf(drawn) }, ...segmentLevels(own, drawn, segment)];
  });
}

/** A group's outcomes with those of the wider one, which weigh as much as a few of its own. */
function drawnTo(wider: readonly Weighed[], own: readonly DatedOutcome[]): readonly Weighed[] {
  const all = wider.reduce((sum, { weight }) => sum + weight, 0);
  const share = Math.min(1, WIDER_OUTCOMES / all);
  return [
    ...own.map(({ chanceBefore }) => ({ chance: chanceBefore, weight: 1 })),
    ...wider.map(({ chance, weight }) => ({ chance, weight: share * weight })),
  ];
}

function levelsOf(weighed: readonly Weighed[]): Levels {
  const sorted = [...weighed].sort((a, b) => a.chance - b.chance);
  const all = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const level = (share: number): number => {
    let [reached, found] = [0, MOST];
    for (const { chance, weight } of sorted) {
      reached += weight;
      found = chance;
      // One more than there are, for the line that is to come.
      if (reached >= (all + 1) * share - 1e-9) break;
    }
    return Math.min(MOST, found + 1e-6);
  };
  const p50 = level(0.5);
  return { p50, p90: Math.max(p50, level(0.9)) };
}
