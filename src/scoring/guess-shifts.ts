import type { Guess } from './explainer.ts';
import type { FactorEffects } from './factor-effects.ts';
import type { FeatureRow } from './feature.ts';
import type { FeatureList } from './feature-list.ts';
import type { ShiftOf } from './run-tables.ts';

/** What guesses do to the hidden units of a head: worked out once for all rows that share one. */
export function shiftsOf(
  effects: FactorEffects,
  features: FeatureList,
  turns: readonly (readonly Guess[])[],
): readonly ShiftOf[] {
  const shifts = new Map<Guess, Float32Array>();
  function shiftBy(guess: Guess): Float32Array {
    const known = shifts.get(guess);
    if (known) return known;
    const shift = new Float32Array(effects.unknown.length);
    effects.takeRows([guessedRow(features, guess)]);
    for (const factor of guess.keys()) effects.add(shift, 0, 0, factor);
    shifts.set(guess, shift);
    return shift;
  }
  const nothing = new Float32Array(effects.unknown.length);
  return turns.map((guesses) => {
    const ofRows = guesses.map(shiftBy);
    return (row) => ofRows[row] ?? nothing;
  });
}

/** A row of which a guess is all that is known. */
function guessedRow({ numbers, categories }: FeatureList, guess: Guess): FeatureRow {
  return {
    numbers: numbers.map((_, i) => asNumber(guess.get(i))),
    categories: categories.map((_, i) => asWord(guess.get(numbers.length + i))),
  };
}

function asNumber(value: number | string | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function asWord(value: number | string | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
