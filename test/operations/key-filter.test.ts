import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyFilter } from '../../src/operations/key-filter.ts';

it('never denies a key that was added', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), (keys) => {
      const filter = createKeyFilter();

      keys.forEach(filter.add);

      expect(keys.every(filter.mayHave)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('denies nearly every key that was not added, however alike keys are', () => {
  const filter = createKeyFilter();
  for (let number = 0; number < 200_000; number += 1) filter.add(`line/SO-${number}/1`);

  let passed = 0;
  for (let number = 0; number < 200_000; number += 1) if (filter.mayHave(`line/SO-${number}/2`)) passed += 1;

  expect(passed).toBeLessThan(20);
});
