import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inputs } from '../../src/scoring/encoding.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { runMatrices, runPlain } from '../../src/scoring/run-forward.ts';
import { runTables } from '../../src/scoring/run-tables.ts';
import { tablesOf } from '../../src/scoring/tables.ts';
import { loadTensorflow } from '../../src/scoring/tensorflow.ts';

/** A network of any shape, and rows for it in which some numbers are unknown. */
function networkOf(shape: {
  numbers: number;
  places: readonly number[];
  hidden: number;
  outputs: number;
  rows: number;
}) {
  const random = createRandom(shape.hidden * 100 + shape.rows);
  const floats = (count: number) => Float32Array.from({ length: count }, () => 2 * random() - 1);
  const sizes = shape.places.map((count) => Math.min(4, count - 1));
  const inputs = 2 * shape.numbers + sizes.reduce((sum, size) => sum + size, 0);
  const kernel = (from: number, units: number) => ({
    inputs: from,
    units,
    values: floats(from * units),
    bias: floats(units),
  });
  const numbers = new Float32Array(2 * shape.rows * shape.numbers);
  for (let i = 0; i < numbers.length; i += 2) if (random() < 0.8) numbers.set([3 * random() - 1.5, 1], i);
  const given: Inputs = {
    rows: shape.rows,
    numbers,
    places: Int32Array.from({ length: shape.rows * shape.places.length }, (_, i) =>
      Math.floor(random() * (shape.places[i % shape.places.length] ?? 1)),
    ),
  };
  const matrices = {
    numberWidth: 2 * shape.numbers,
    embeddings: shape.places.map((count, c) => ({ size: sizes[c] ?? 0, values: floats(count * (sizes[c] ?? 0)) })),
    hidden: kernel(inputs, shape.hidden),
    out: kernel(shape.hidden, shape.outputs),
  };
  return { matrices, given };
}

const shapes = fc.record({
  numbers: fc.integer({ min: 0, max: 5 }),
  places: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 4 }),
  hidden: fc.integer({ min: 1, max: 70 }),
  outputs: fc.integer({ min: 2, max: 40 }),
  rows: fc.constantFrom(1, 3, 255, 256, 300),
});

test('networks of any shape say the same by tables, in WebAssembly and plainly, as by the matrices of TensorFlow.js', async () => {
  const tf = await loadTensorflow();

  fc.assert(
    fc.property(shapes, (shape) => {
      const { matrices, given } = networkOf(shape);
      const tables = tablesOf(matrices);
      const told = runMatrices(tf, matrices, given);
      for (const ours of [runTables(tables, given), runPlain(tables, given)]) {
        expect(ours.length).toBe(shape.rows * shape.outputs);
        expect(ours.every((value, i) => Math.abs(value - (told[i] ?? Number.NaN)) < 1e-5)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});

test('logits far apart leave one certain outcome, and none that is not a number', () => {
  const { matrices, given } = networkOf({ numbers: 2, places: [3], hidden: 8, outputs: 5, rows: 9 });
  const out = { ...matrices.out, bias: Float32Array.of(1000, -1000, 0, 5, -5) };

  const probabilities = runTables(tablesOf({ ...matrices, out }), given);

  for (let row = 0; row < 9; row += 1) {
    expect(probabilities[row * 5]).toBeCloseTo(1, 6);
    expect(probabilities.subarray(row * 5, row * 5 + 5).every((value) => value >= 0 && value <= 1)).toBe(true);
  }
});
