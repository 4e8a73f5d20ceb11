import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderRecord } from '../../../src/domain/record/order-record.ts';
import { createBook, readAll } from './book.ts';
import { LINES, LINES_MAPPING } from './mappings.ts';

function bookOf(lines: string | Buffer) {
  const book = createBook(LINES_MAPPING);
  book.write('lines.csv', lines);
  return book;
}

function ids(records: readonly unknown[]): readonly string[] {
  return records.map((record) => OrderRecord.parse(record).id);
}

const NEXT = 'C,1,acme,bolt,5,2013-06-01,2013-06-05,\n';

describe('reading again', () => {
  it('has no pages while the file is the same, even written anew', async () => {
    const book = bookOf(LINES);
    const client = book.client();
    const { cursor } = await readAll(client, 'order');

    expect((await readAll(client, 'order', cursor)).pages).toEqual([]);
    book.write('lines.csv', LINES);
    expect((await readAll(client, 'order', cursor)).pages).toEqual([]);
    book.write('lines.csv', gzipSync(LINES));
    expect((await readAll(book.client(), 'order', cursor)).pages).toEqual([]);
  });

  it('goes on at the last row it had when the file only grew', async () => {
    const book = bookOf(LINES);
    const client = book.client();
    const { cursor } = await readAll(client, 'order');
    appendFileSync(join(book.dir, 'lines.csv'), NEXT);

    const grown = await readAll(client, 'order', cursor);

    expect(ids(grown.records)).toEqual(['B', 'C']);
    expect((await readAll(client, 'order', grown.cursor)).pages).toEqual([]);
  });

  it('reads the last row again when it was cut off while the file was being written', async () => {
    const whole = LINES + NEXT;
    const cut = whole.slice(0, whole.indexOf('C,1') + 'C,1,acme,bo'.length);
    const book = bookOf(cut);
    const first = await readAll(book.client(), 'order');
    book.write('lines.csv', whole);

    const second = await readAll(book.client(), 'order', first.cursor);

    expect(first.unreadable).toMatchObject([{ location: 'lines.csv:5' }]);
    expect(second.records).toMatchObject([{ id: 'C', lines: [{ itemId: 'bolt' }] }]);
  });

  it.each([
    ['a row in the middle changed', LINES.replace('nut,7', 'nut,8')],
    ['a row in the middle changed and one was added', LINES.replace('nut,7', 'nut,8') + NEXT],
    ['it became shorter', LINES.split('\n').slice(0, 3).join('\n')],
  ])('starts over when %s', async (_change, changed) => {
    const book = bookOf(LINES);
    const { cursor } = await readAll(book.client(), 'order');
    book.write('lines.csv', changed);

    const again = await readAll(book.client(), 'order', cursor);

    expect(again.records).toEqual((await readAll(book.client(), 'order')).records);
  });

  it('starts over when the mapping changed', async () => {
    const book = bookOf(LINES);
    const { cursor } = await readAll(book.client(), 'order');
    book.write('mapping.yaml', LINES_MAPPING.replace('uom: EA', 'uom: box'));

    expect(ids((await readAll(book.client(), 'order', cursor)).records)).toEqual(['A', 'B']);
  });

  it.each([[null], [{}], ['row 7'], [{ version: 0, row: 3 }]])(
    'starts over from a cursor it does not know: %j',
    async (cursor) => {
      expect(ids((await readAll(bookOf(LINES).client(), 'order', cursor)).records)).toEqual(['A', 'B']);
    },
  );

  it('goes on after any page as if it had never stopped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('A', 'B', 'C', 'bad'), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
        async (orders, pageRows, pick) => {
          const rows = orders.map((order, at) => `${order},${at},acme,bolt,${order === 'bad' ? 'x' : at},2013-06-01,,`);
          const book = bookOf([LINES.split('\n')[0], ...rows, ''].join('\n'));
          const { pages } = await readAll(book.client({ pageRows }), 'order');
          const stop = pick % pages.length;

          const rest = await readAll(book.client({ pageRows }), 'order', pages[stop]?.cursor);

          expect(rest.pages.map(({ records, unreadable }) => ({ records, unreadable }))).toEqual(
            pages.slice(stop + 1).map(({ records, unreadable }) => ({ records, unreadable })),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
