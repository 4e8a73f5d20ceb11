import type { ModelRow } from './explainer.ts';
import type { FactorEffects } from './factor-effects.ts';
import type { Head } from './head.ts';
import { layOut, ROWS_AT_ONCE, type Workbench } from './workbench.ts';

/** One head to which the features of some rows become known one by one, each at the cost of one step and not of a whole run. */
export interface Reveal {
  /** The head's probabilities after what was revealed, `[ROWS_AT_ONCE, spans]`. */
  readonly probabilities: Float32Array;
  /** Starts over with rows, `ROWS_AT_ONCE` at most, of which nothing is known. */
  readonly turnTo: (rows: readonly ModelRow[]) => void;
  /** Makes a factor known, and marks the rows that this moves: not those of which it is unknown, and none when the head does not read it. */
  readonly reveal: (factor: number, moved: Uint8Array) => void;
}

/** Reveals for heads, side by side, each with what factors do to it. Good until another network is run. */
export function createReveals(heads: readonly Head[], effects: readonly FactorEffects[]): readonly Reveal[] {
  const workbenches = layOut(heads.map(({ forward }) => forward.tables));
  return heads.flatMap((head, i) => {
    const [workbench, own] = [workbenches[i], effects[i]];
    return workbench && own ? [createReveal(head, own, workbench)] : [];
  });
}

function createReveal({ forward, bins }: Head, effects: FactorEffects, workbench: Workbench): Reveal {
  const { width } = forward.tables.hidden;
  const spans = bins.spans.length;
  const probabilities = new Float32Array(ROWS_AT_ONCE * spans);
  const units = new Float32Array(ROWS_AT_ONCE * width);
  let count = 0;

  /** Works out the probabilities of some rows anew. */
  function workOut(rows: readonly number[]): void {
    rows.forEach((row, i) => {
      workbench.units.set(units.subarray(row * width, (row + 1) * width), i * width);
    });
    const told = workbench.probabilities(rows.length);
    rows.forEach((row, i) => {
      probabilities.set(told.subarray(i * spans, (i + 1) * spans), row * spans);
    });
  }

  return {
    probabilities,
    turnTo(rows) {
      effects.takeRows(rows);
      count = rows.length;
      rows.forEach((_, row) => {
        units.set(effects.unknown, row * width);
      });
      workOut([...rows.keys()]);
    },
    reveal(factor, moved) {
      const rows: number[] = [];
      for (let row = 0; row < count; row += 1) {
        if (!effects.add(units, row * width, row, factor)) continue;
        moved[row] = 1;
        rows.push(row);
      }
      if (rows.length > 0) workOut(rows);
    },
  };
}
