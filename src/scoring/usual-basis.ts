import type { Basis } from './basis.ts';
import { at, type ExampleTable, type Rows } from './example-table.ts';

/**
 * Which basis suits a book where there are too few late lines to try it out. Where deliveries are made to meet promises, the delay is told more closely than the
 * lead time; where a promise is a guess that nobody works towards, it is not, and the lead time then stays right when the policy that makes promises
 * changes. Compared is what is left of both once every category has had its say, so that a promise that merely knows the way counts for nothing.
 */
export function usualBasis(table: ExampleTable, rows: Rows, categories: readonly number[], knownUntil: number): Basis {
  const delivered = rows.filter((row) => at(table.delivered, row) <= knownUntil);
  if (delivered.length === 0) return 'delay';
  const since = (column: Float64Array): Float64Array =>
    Float64Array.from(delivered, (row) => at(column, row) - at(table.placed, row));
  const lead = withoutCategories(table, delivered, categories, since(table.delivered));
  const promise = withoutCategories(table, delivered, categories, since(table.promised));
  const delay = lead.map((days, i) => days - at(promise, i));
  return spreadOf(delay) < FOLLOWS * spreadOf(lead) ? 'delay' : 'lead';
}

/** Deliveries follow promises where the promise takes away at least a fifth of what is left to tell. Assumed: the books tried lie far from it on either side. */
const FOLLOWS = 0.8;
const PASSES = 3;
/** A word of few lines speaks for less: by so many lines it is half believed. */
const HALF_BELIEVED = 5;

/** Takes the mean of each word from its rows, category by category, a few times over: what is left is what no category tells. */
function withoutCategories(
  { categories, categoryCount, words }: ExampleTable,
  rows: Rows,
  columns: readonly number[],
  values: Float64Array,
): Float64Array {
  const left = Float64Array.from(values);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const column of columns) {
      const sums = new Float64Array((words[column]?.length ?? 0) + 1);
      const counts = new Float64Array(sums.length);
      const wordOf = (i: number): number => at(categories, at(rows, i) * categoryCount + column) + 1;
      left.forEach((value, i) => {
        const word = wordOf(i);
        sums[word] = at(sums, word) + value;
        counts[word] = at(counts, word) + 1;
      });
      left.forEach((value, i) => {
        const word = wordOf(i);
        left[i] = value - at(sums, word) / (at(counts, word) + HALF_BELIEVED);
      });
    }
  }
  return left;
}

/** Mean distance from the median: a heavy tail counts, and does not rule. */
function spreadOf(values: Float64Array): number {
  const median = at(Float64Array.from(values).sort(), values.length >> 1);
  return values.reduce((sum, value) => sum + Math.abs(value - median), 0) / Math.max(1, values.length);
}
