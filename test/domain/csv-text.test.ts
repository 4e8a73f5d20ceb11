import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRow } from '../../src/domain/csv-text.ts';

const read = (row: string): unknown => parse(`${row}\n`, { record_delimiter: '\n' })[0];

it.each([
  '=1+1',
  '+cmd|’/C calc’!A0',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '"=1"',
  '=HYPERLINK("http://x")',
])('a text such as %j is nothing that a spreadsheet calculates', (text) => {
  const row = csvRow([text]);

  expect(row.replace(/^"/, '')).not.toMatch(/^[\s=+\-@＝]/);
  expect(read(csvRow(['x', text]))).toEqual(['x', text.startsWith('"') ? text : `'${text}`]);
});

it('numbers stay numbers, whatever their sign, and whether they come as text', () => {
  expect(csvRow([-5, 1.5, '-5', '+4.25', '-1e-7', null, true, 0])).toBe('-5,1.5,-5,+4.25,-1e-7,,true,0');
});

it('a row is read as it was written', () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => `x${text}`);
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      expect(read(csvRow(cells))).toEqual(cells);
    }),
  );
});
