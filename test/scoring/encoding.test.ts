import { expect, test } from 'vitest';
import { fitEncoding } from '../../src/scoring/encoding.ts';
import { exampleTable, type ExampleTable } from '../../src/scoring/example-table.ts';
import type { Example } from '../../src/scoring/example.ts';
import { collectExamples } from '../../src/operations/collect-examples.ts';
import { featureList } from '../../src/scoring/feature-list.ts';
import { eventsOf, SETTINGS, sourceOf, syntheticBook } from './synthetic-book.ts';

const LIMITS = { maxWords: 80, minCount: 4 };

async function examples(): Promise<readonly Example[]> {
  return (await collectExamples(sourceOf(eventsOf(syntheticBook(200))), SETTINGS, { asOf: null })).examples;
}

function encodingOf(table: ExampleTable) {
  const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const rows = Int32Array.from(all(table.count));
  return fitEncoding(table, rows, all(table.numberCount), all(table.categoryCount), LIMITS);
}

test('features that a book says nothing of are not learned from', async () => {
  const { numbers, categories } = featureList(SETTINGS);

  const encoding = encodingOf(exampleTable(await examples()));

  const read = encoding.numbers.map(({ column }) => numbers[column]?.signal);
  expect(new Set(read)).toEqual(
    new Set(['order', 'season', 'serviceHistory', 'wayHistory', 'bookHistory']), // of the promise each line says the same
  );
  expect(encoding.categories.map(({ column }) => categories[column]?.name)).not.toContain('customer_tier');
});

test('a source that a book lacks changes nothing: its features, unknown or the same everywhere, are left out', async () => {
  const given = await examples();
  const more = given.map((example) => ({ ...example, numbers: [...example.numbers, null, 7] }));

  expect(encodingOf(exampleTable(more))).toEqual(encodingOf(exampleTable(given)));
});
