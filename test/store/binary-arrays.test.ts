import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { binaryArray, isBinaryType } from '../../src/store/binary-arrays.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
});
afterAll(() => client.end());

it.each([
  ['text', ['', 'a', 'ü😀 "quoted" \\ {braced},', null, 'NULL', 'x'.repeat(100_000)]],
  ['boolean', [true, false, null]],
  ['int', [0, -1, 2_147_483_647, null]],
  ['float8', [0, -0.1, 1e300, 5e-324, null]],
  ['json', [{ a: [1, 'ü', null] }, 'text', 1.5, null]],
  ['jsonb', [{ a: [1, 'ü', null] }, 'text', 1.5, null]],
])('%s arrives as it was given, with what is missing', async (type, values) => {
  expect(await arrived(type, values)).toEqual(values);
});

it('instants arrive to the millisecond, from the first to the last that can be written', async () => {
  const instants = ['0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00.001Z', '2000-01-01T00:00:00.000Z'];
  const later = ['2026-02-28T23:59:59.999Z', '2286-11-20T17:46:40.123Z', '9999-12-31T23:59:59.999Z'];

  const came = await arrived('timestamptz', [...instants, ...later, null]);

  expect(came.map((date) => (date instanceof Date ? date.toISOString() : date))).toEqual([...instants, ...later, null]);
});

it('any texts arrive, what cannot be stored as the replacement character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (values) => {
      const stored = values.map((value) => value.replaceAll('\0', '\ufffd'));
      expect(await arrived('text', values)).toEqual(stored);
      expect(await arrived('jsonb', values)).toEqual(stored);
    }),
    { numRuns: 30 },
  );
});

it('what is no finite number is missing, as in JSON', async () => {
  expect(await arrived('float8', [Number.NaN, Number.POSITIVE_INFINITY, '2.5'])).toEqual([null, null, 2.5]);
});

it('refuses a type that it cannot write, and an instant in another form', () => {
  expect(isBinaryType('numeric')).toBe(false);
  expect(() => binaryArray('numeric', [1])).toThrow('came numeric');
  expect(() => binaryArray('timestamptz', ['yesterday'])).toThrow('came "yesterday"');
});

async function arrived(type: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const given = binaryArray(type, values);
  const { rows } = await client.query<{ value: unknown }>(`SELECT value FROM unnest($1::${type}[]) AS given(value)`, [
    given,
  ]);
  return rows.map(({ value }) => value);
}
