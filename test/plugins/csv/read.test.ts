import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ShipmentRecord } from '../../../src/domain/record/shipment-record.ts';
import { OrderRecord } from '../../../src/domain/record/order-record.ts';
import { createBook, readAll } from './book.ts';
import { LINES, LINES_HEADER, LINES_MAPPING } from './mappings.ts';

function bookOf(lines: string | Buffer, mapping = LINES_MAPPING) {
  const book = createBook(mapping);
  book.write('lines.csv', lines);
  return book;
}

describe('reading an order book', () => {
  it('makes one order of the rows of its lines, with instants from dates by their meaning', async () => {
    const { records, unreadable } = await readAll(bookOf(LINES).client(), 'order');

    expect(unreadable).toEqual([]);
    expect(records.map((record) => OrderRecord.parse(record))).toEqual(
      [
        {
          kind: 'order',
          id: 'A',
          customerId: 'acme',
          placedAt: '2013-06-01T00:00:00.000Z',
          currency: 'USD',
          lines: [
            {
              lineNumber: '1',
              itemId: 'bolt',
              quantity: { value: 5, uom: 'EA' },
              promisedDeliverBy: '2013-06-05T23:59:59.999Z',
            },
            {
              lineNumber: '2',
              itemId: 'nut',
              quantity: { value: 7, uom: 'EA' },
              promisedDeliverBy: '2013-06-05T23:59:59.999Z',
            },
          ],
        },
        {
          kind: 'order',
          id: 'B',
          customerId: 'zeta',
          placedAt: '2013-06-02T00:00:00.000Z',
          currency: 'USD',
          lines: [
            {
              lineNumber: '1',
              itemId: 'bolt',
              quantity: { value: 1, uom: 'EA' },
              promisedDeliverBy: '2013-06-09T23:59:59.999Z',
            },
          ],
        },
      ].map((record) => OrderRecord.parse(record)),
    );
  });

  it('knows a delivery by its date at noon, and a line that was never delivered has none', async () => {
    const { records } = await readAll(bookOf(LINES).client(), 'shipment');

    expect(records.map((record) => ShipmentRecord.parse(record).deliveredAt)).toEqual([
      '2013-06-06T12:00:00.000Z',
      '2013-06-05T12:00:00.000Z',
      null,
    ]);
  });

  it('gives each customer once, however many rows name it', async () => {
    const { records } = await readAll(bookOf(LINES).client({ pageRows: 1 }), 'customer');

    expect(records).toEqual([
      { kind: 'customer', id: 'acme', name: 'acme' },
      { kind: 'customer', id: 'zeta', name: 'zeta' },
    ]);
  });

  it('gives a customer again when a later row says otherwise, so that the last row wins', async () => {
    const mapping = LINES_MAPPING.replace('name: Customer }', 'name: Item }');

    const { records } = await readAll(bookOf(LINES, mapping).client(), 'customer');

    expect(records.map((record) => JSON.stringify(record))).toEqual([
      '{"kind":"customer","id":"acme","name":"bolt"}',
      '{"kind":"customer","id":"acme","name":"nut"}',
      '{"kind":"customer","id":"zeta","name":"bolt"}',
    ]);
  });

  it('gives every line of an order whose rows are scattered over the file', async () => {
    const [first = '', second = '', third = ''] = LINES.split('\n').slice(1);
    const scattered = [LINES_HEADER, first, third, second, ''].join('\n');

    const { records } = await readAll(bookOf(scattered).client({ pageRows: 2 }), 'order');

    const lines = records
      .map((record) => OrderRecord.parse(record))
      .map(({ id, lines }) => [id, lines.map((line) => line.lineNumber)]);
    expect(lines).toEqual([
      ['A', ['1']],
      ['B', ['1']],
      ['A', ['2']],
    ]);
  });

  it('loses neither of two rows with the same key', async () => {
    const twice = `${LINES}A,1,acme,bolt,6,2013-06-01,2013-06-05,\n`;

    const { records } = await readAll(bookOf(twice).client(), 'order');

    const quantities = records
      .map((record) => OrderRecord.parse(record))
      .filter(({ id }) => id === 'A')
      .flatMap(({ lines }) =>
        lines.filter(({ lineNumber }) => lineNumber === '1').map(({ quantity }) => quantity.value),
      );
    expect(quantities).toEqual([5, 6]);
  });

  it('gives the file and the line of every record', async () => {
    const { pages } = await readAll(bookOf(LINES).client(), 'shipment');

    expect(pages[0]?.records.map(({ location }) => location)).toEqual(['lines.csv:2', 'lines.csv:3', 'lines.csv:4']);
  });

  it('reports progress that only grows and ends at one', async () => {
    const { pages } = await readAll(bookOf(LINES).client({ pageRows: 1 }), 'order');

    const ratios = pages.map(({ progressRatio = 0 }) => progressRatio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(ratios.at(-1)).toBe(1);
  });

  it('has no pages for a kind that the mapping does not give', async () => {
    expect((await readAll(bookOf(LINES).client(), 'item')).pages).toEqual([]);
  });
});

describe('forms of a file', () => {
  const whole = readAll(bookOf(LINES).client(), 'order').then(({ records }) => records);

  it.each([
    ['gzip, whatever its name', gzipSync(LINES)],
    ['gzip in two parts', Buffer.concat([gzipSync(LINES.slice(0, 80)), gzipSync(LINES.slice(80))])],
    ['a byte order mark', `\ufeff${LINES}`],
    ['CR and LF', LINES.replaceAll('\n', '\r\n')],
    ['no line end after the last row', LINES.trimEnd()],
    ['tabs', LINES.replaceAll(',', '\t')],
    ['semicolons', LINES.replaceAll(',', ';')],
    ['quotes around every cell', LINES.replace(/[^,\n]+/g, '"$&"')],
    ['spaces around cells and names', LINES.replaceAll(',', ' , ')],
    ['blank lines', LINES.replaceAll('\n', '\n\n')],
    ['other columns between', LINES.replaceAll('\n', ',x\n').replace('Delivered,x', 'Delivered,More')],
  ])('reads the same from %s', async (_form, content) => {
    const { records, unreadable } = await readAll(bookOf(content).client(), 'order');

    expect(unreadable).toEqual([]);
    expect(records).toEqual(await whole);
  });

  it('reads a delimiter that the mapping names', async () => {
    const mapping = LINES_MAPPING.replace('{ path: lines.csv }', "{ path: lines.csv, delimiter: '^' }");

    const { records } = await readAll(bookOf(LINES.replaceAll(',', '^'), mapping).client(), 'order');

    expect(records).toEqual(await whole);
  });

  it('reads windows-1252 where the mapping says so', async () => {
    const mapping = LINES_MAPPING.replace('{ path: lines.csv }', '{ path: lines.csv, encoding: windows-1252 }');
    const content = Buffer.from(LINES.replaceAll('acme', "Côte d'Ivoire"), 'latin1');

    const { records } = await readAll(bookOf(content, mapping).client(), 'customer');

    expect(records[0]).toEqual({ kind: 'customer', id: "Côte d'Ivoire", name: "Côte d'Ivoire" });
  });

  it.each(['\n', '\r\n'])('counts lines that quoted cells hold (%j)', async (end) => {
    const content = [
      LINES_HEADER,
      'A,1,"acme',
      'and ""sons""',
      'ltd",bolt,5,2013-06-01,,',
      '',
      'A,2,acme,nut,many,2013-06-01,,',
      '',
    ].join(end);

    const { records, unreadable, pages } = await readAll(bookOf(content).client(), 'order');

    expect(records).toMatchObject([{ customerId: `acme${end}and "sons"${end}ltd` }]);
    expect(pages[0]?.records[0]?.location).toBe('lines.csv:2');
    expect(unreadable.map(({ location }) => location)).toEqual(['lines.csv:6']);
  });

  it('reads characters and rows that lie across chunks of the file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `A${at},1,Côte d'Ivoire ✈,bolt,5,2013-06-01,2013-06-05,`);

    const { records, unreadable } = await readAll(bookOf([LINES_HEADER, ...rows, ''].join('\n')).client(), 'order');

    expect(unreadable).toEqual([]);
    expect(records.length).toBe(20_000);
    expect(new Set(records.map((record) => OrderRecord.parse(record).customerId))).toEqual(
      new Set(["Côte d'Ivoire ✈"]),
    );
  });

  it('takes another file for the first one when it is told to', async () => {
    const book = bookOf('nothing of use');
    const from = book.write('other.csv', LINES);

    expect((await readAll(book.client({ from }), 'order')).records).toEqual(await whole);
    expect((await readAll(book.client({ files: { lines: 'other.csv' } }), 'order')).records).toEqual(await whole);
  });
});
