import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createBook, readAll } from './book.ts';
import { LINES, LINES_HEADER, LINES_MAPPING } from './mappings.ts';

function reading(lines: string | Buffer, kind: 'order' | 'customer' = 'order') {
  const book = createBook(LINES_MAPPING);
  book.write('lines.csv', lines);
  return readAll(book.client({ pageRows: 1 }), kind);
}

const many = LINES + 'C,1,acme,bolt,5,2013-06-01,2013-06-05,\n'.repeat(50_000);

describe('a file that is refused as a whole', () => {
  it.each([
    ['is empty', '', /lines\.csv: expected a header line and rows, came an empty file/],
    ['is an empty gzip', gzipSync(''), /came an empty file/],
    ['has blank lines only', '\n\n', /expected a header line with the names of the columns, came none/],
    [
      'ends in the middle of its gzip',
      gzipSync(many).subarray(0, 1_000),
      /expected a whole gzip file, came one that ends too early/,
    ],
    [
      'is a damaged gzip',
      damaged(gzipSync(randomBytes(50_000).toString('hex'))),
      /expected a gzip file, came damaged data/,
    ],
    [
      'is binary',
      Buffer.concat([Buffer.from(LINES), Buffer.from([0, 1, 2, 3])]),
      /expected text in CSV form, came binary data/,
    ],
    ['is a workbook', Buffer.from('PK\u0003\u0004rest'), /came a zip file or an Excel workbook: save it as CSV/],
    ['is UTF-16', Buffer.from(`\ufeff${LINES}`, 'utf16le'), /came UTF-16 text: save it as UTF-8/],
    [
      'is in another encoding',
      Buffer.from(`${LINES}C,1,Côte,bolt,1,2013-06-01,,\n`, 'latin1'),
      /lines\.csv:5: expected UTF-8 text.*encoding: windows-1252/,
    ],
    [
      'ends within a character',
      Buffer.concat([Buffer.from(LINES), Buffer.from([0xc3])]),
      /lines\.csv:5: expected UTF-8 text/,
    ],
    [
      'lacks a column',
      LINES.replace('Qty', 'Quantity'),
      /expected column "Qty".*came columns Order, Line, Customer, Item, Quantity/,
    ],
    [
      'misspells a column',
      LINES.replace('Promised', 'Promissed'),
      /expected column "Promised" \(did you mean "Promissed"\?\)/,
    ],
    [
      'has a column that is read twice',
      LINES.replaceAll('\n', ',x\n').replace(',x', ',Qty'),
      /expected one column "Qty", came two/,
    ],
  ])('one that %s', async (_fault, content, message) => {
    await expect(reading(content)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(message) as string,
    });
  });

  it('gives no page before it is known to be whole', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', gzipSync(many).subarray(0, -4));
    const pages: unknown[] = [];

    await expect(
      (async () => {
        for (const page of (await readAll(book.client({ pageRows: 1 }), 'order')).pages) pages.push(page);
      })(),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });

    expect(pages).toEqual([]);
  });

  it('refuses a kind whose own columns are there while another kind of the file lacks one', async () => {
    await expect(reading(LINES.replace('Qty', 'Quantity'), 'customer')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('says where it looked for a file that is not there', async () => {
    const book = createBook(LINES_MAPPING);

    await expect(readAll(book.client(), 'order')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: `expected a file at ${book.dir}/lines.csv, came nothing: check the path (relative paths start at the configuration file)`,
    });
  });

  it('refuses a folder', async () => {
    await expect(readAll(createBook(LINES_MAPPING).client({ from: '/tmp' }), 'order')).rejects.toThrow(/came a folder/);
  });

  it('says how to give the path of a file that the mapping leaves open', async () => {
    const book = createBook(LINES_MAPPING.replace('{ path: lines.csv }', ''));

    await expect(readAll(book.client(), 'order')).rejects.toThrow(
      /expected the path of the file "lines", came none.*--from/,
    );
  });

  it('names the line of a quote that is never closed', async () => {
    await expect(reading(`${LINES}C,1,"acme,bolt,5,2013-06-01,,\n${LINES}`)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(
        /lines\.csv:5: expected a row, came one with a quote that is not closed/,
      ) as string,
    });
  });

  it('does not take the rest of a large file into memory for a quote that is never closed', async () => {
    await expect(reading(`${LINES}C,1,"acme,bolt\n${many}`)).rejects.toThrow(/lines\.csv:5: .*not closed/);
  });

  it('passes a header without rows', async () => {
    const { pages, records } = await reading(`${LINES_HEADER}\n`);

    expect(records).toEqual([]);
    expect(pages).toMatchObject([{ progressRatio: 1, cursor: { done: true } }]);
  });
});

describe('a row that is set aside', () => {
  it.each([
    ['number', 'C,1,acme,bolt,five,2013-06-01,,', /^quantity, column "Qty": expected a number, came "five"$/],
    [
      'number with a separator',
      'C,1,acme,bolt,"1,000",2013-06-01,,',
      /^quantity, column "Qty": expected a number, came "1,000"$/,
    ],
    [
      'date',
      'C,1,acme,bolt,5,01.06.2013,,',
      /^placedAt, column "Ordered": expected a date or time written like 2013-06-01, came "01.06.2013"$/,
    ],
    ['day of the month', 'C,1,acme,bolt,5,2013-06-31,,', /^placedAt, .*came "2013-06-31"$/],
    ['key', ',1,acme,bolt,5,2013-06-01,,', /^id: expected a value, came nothing$/],
    ['quantity', 'C,1,acme,bolt,,2013-06-01,,', /^quantity: expected a value, came nothing$/],
    ['number of cells', 'C,1,acme,bolt,5,2013-06-01,', /^expected 8 cells, one a column, came 7$/],
  ])('one with a wrong %s, while the others are read', async (_fault, row, reason) => {
    const { records, unreadable } = await reading(`${LINES_HEADER}\n${row}\nD,1,acme,bolt,5,2013-06-01,,\n`);

    expect(unreadable).toMatchObject([{ location: 'lines.csv:2', reason: expect.stringMatching(reason) as string }]);
    expect(records).toMatchObject([{ id: 'D' }]);
  });

  it('comes with what stood in it', async () => {
    const { unreadable } = await reading(`${LINES_HEADER}\nC,1,acme,bolt,five,2013-06-01,,\n`);

    expect(unreadable[0]?.payload).toEqual({
      ...{ Order: 'C', Line: '1', Customer: 'acme', Item: 'bolt', Qty: 'five' },
      ...{ Ordered: '2013-06-01', Promised: '', Delivered: '' },
    });
  });

  it('does not hold back a kind that does not read the bad cell', async () => {
    const { records, unreadable } = await reading(`${LINES_HEADER}\nC,1,acme,bolt,five,2013-06-01,,\n`, 'customer');

    expect(unreadable).toEqual([]);
    expect(records).toHaveLength(1);
  });

  it('takes a quote inside a cell as it stands', async () => {
    const { records } = await reading(`${LINES_HEADER}\nC,1,acme,5" pipe,1,2013-06-01,,\n`);

    expect(records).toMatchObject([{ lines: [{ itemId: '5" pipe' }] }]);
  });
});

function damaged(gzip: Buffer): Buffer {
  const copy = Buffer.from(gzip);
  copy.writeUInt32LE(0, copy.length - 8);
  return copy;
}
