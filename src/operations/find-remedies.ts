import { isOpen } from '../domain/order-line.ts';
import { AppError } from '../errors.ts';
import { percent } from '../scoring/features/wording.ts';
import { candidatesFor } from '../scoring/what-if/candidates.ts';
import { both, byCost, type Candidate, type RemedyKind } from '../scoring/what-if/remedy.ts';
import type { Readers } from '../store/readers.ts';
import type { Deps } from './deps.ts';
import { imagineLines, type Imagined, type Outlook } from './imagine-lines.ts';
import { loadLines, visibleOf } from './load-lines.ts';

export { REMEDY_KINDS, type RemedyKind } from '../scoring/what-if/remedy.ts';

/** A change, or two, that was tried by scoring the line with it. */
export interface Remedy {
  readonly kinds: readonly RemedyKind[];
  readonly said: string;
  /** Minor units of the book's currency; null when a price that it needs is not known. */
  readonly costMinor: number | null;
  /** Chance of a late delivery with it. */
  readonly late: number;
}

export interface Remedies {
  /** Those that bring the risk under the threshold, cheapest first; empty when none does. */
  readonly remedies: readonly Remedy[];
  /** Changes, and pairs of them, that were scored. */
  readonly tried: number;
  /** In words, what was found. */
  readonly message: string;
}

/** Remedies that are told of one line. */
const MOST_TOLD = 5;
/** Single changes of one line that are tried in pairs when none is enough alone. */
const MOST_PAIRED = 8;

/**
 * What would bring the risk of lines under a threshold: every feasible single change is scored live, and pairs of them where none is
 * enough alone. Nothing is proposed that was not scored. Closed lines, and those that the readers do not see, are absent. At most one statement a kind, twice.
 */
export async function findRemedies(
  deps: Deps,
  readers: Readers,
  lineIds: readonly string[],
  threshold: number,
): Promise<ReadonlyMap<string, Remedies>> {
  if (!(threshold > 0 && threshold < 1))
    throw new AppError('INPUT_INVALID', `remedies: threshold: expected a chance between 0 and 1, came ${threshold}`);
  const asOf = deps.now();
  const lines = await loadOpen(deps, readers, lineIds);
  const now = await imagineLines(deps, lines, asOf);
  const services = await deps.store.carrierServices.all();
  const plans = lines.map((is, i): Plan => {
    const outlook = now[i];
    const isRisky = (outlook?.risk?.late ?? 0) > threshold;
    return {
      is,
      late: outlook?.risk?.late ?? null,
      singles: isRisky && outlook ? candidatesFor(outlook.snapshot, services, deps.costs) : [],
    };
  });
  const singles = await tryAll(
    deps,
    plans.flatMap(({ is, singles }) => singles.map((candidate) => ({ is, candidate }))),
    asOf,
  );
  const unsolved = plans.filter(({ is }) => !(singles.get(is.line.id) ?? []).some(({ late }) => late <= threshold));
  const pairs = await tryAll(
    deps,
    unsolved.flatMap(({ is, singles }) => pairsOf(singles).map((candidate) => ({ is, candidate }))),
    asOf,
  );
  return new Map(
    plans.map(({ is: { line }, late }) => {
      const tried = [...(singles.get(line.id) ?? []), ...(pairs.get(line.id) ?? [])];
      return [line.id, remediesAmong(tried, late, threshold)];
    }),
  );
}

interface Plan {
  readonly is: Imagined;
  readonly late: number | null;
  readonly singles: readonly Candidate[];
}

async function loadOpen(deps: Deps, readers: Readers, lineIds: readonly string[]): Promise<readonly Imagined[]> {
  const found = await loadLines(deps, await visibleOf(readers, lineIds));
  return [...found.values()].flatMap((is) =>
    isOpen(is.line) && !is.of.order.cancelled ? [{ ...is, changes: {} }] : [],
  );
}

interface Trial {
  readonly is: Imagined;
  readonly candidate: Candidate;
}

/** Scores every trial in one go; remedies by line id. */
async function tryAll(
  deps: Deps,
  trials: readonly Trial[],
  asOf: string,
): Promise<ReadonlyMap<string, readonly Remedy[]>> {
  const found = new Map<string, Remedy[]>();
  if (trials.length === 0) return found;
  const imagined = trials.map(({ is, candidate: { changes } }) => ({ ...is, changes }));
  const outlooks: readonly Outlook[] = await imagineLines(deps, imagined, asOf);
  trials.forEach(({ is: { line }, candidate: { kinds, said, costMinor } }, i) => {
    const late = outlooks[i]?.risk?.late;
    if (late === undefined) return;
    found.set(line.id, [...(found.get(line.id) ?? []), { kinds, said, costMinor, late }]);
  });
  return found;
}

function pairsOf(singles: readonly Candidate[]): readonly Candidate[] {
  const few = [...singles].sort(byCost).slice(0, MOST_PAIRED);
  return few.flatMap((a, i) => few.slice(i + 1).flatMap((b) => both(a, b) ?? []));
}

function remediesAmong(tried: readonly Remedy[], late: number | null, threshold: number): Remedies {
  if (late === null) return { remedies: [], tried: 0, message: 'nothing is promised, so that nothing can be late' };
  const goal = percent(threshold);
  if (late <= threshold)
    return { remedies: [], tried: 0, message: `nothing to do: its risk of ${percent(late)} is not above ${goal}` };
  const remedies = tried
    .filter((remedy) => remedy.late <= threshold)
    .sort((a, b) => byCost(a, b) || a.late - b.late)
    .slice(0, MOST_TOLD);
  if (remedies.length > 0) return { remedies, tried: tried.length, message: `${remedies.length} found` };
  const best = tried.reduce((least, remedy) => Math.min(least, remedy.late), late);
  const message =
    tried.length === 0
      ? 'none found: there is no feasible change'
      : `none found: ${tried.length} tried, the best leaves a risk of ${percent(best)}`;
  return { remedies, tried: tried.length, message };
}
