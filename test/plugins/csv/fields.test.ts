import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateParser, formatProblem, parseIso } from '../../../src/providers/mapping/parse-date.ts';
import { numberParser } from '../../../src/providers/mapping/parse-number.ts';
import { timeParser, type TimeRule } from '../../../src/providers/mapping/time-parser.ts';
import { endOfDay, startOfDay } from '../../../src/domain/time.ts';
import { createBook, readAll } from './book.ts';
import { LINES_HEADER, LINES_MAPPING } from './mappings.ts';

const berlin: TimeRule = { zone: 'Europe/Berlin', format: null, takes: 'either', at: 'start' };

describe('a time', () => {
  it.each([
    ['in winter', '2013-01-10', '2013-01-09T23:00:00.000Z'],
    ['in summer', '2013-07-10', '2013-07-09T22:00:00.000Z'],
    ['with a clock time', '2013-07-10 08:15:30', '2013-07-10T06:15:30.000Z'],
    ['with an offset of its own', '2013-07-10T08:15:30+05:30', '2013-07-10T02:45:30.000Z'],
    ['with an offset of whole hours', '2013-07-10 08:15:30+02', '2013-07-10T06:15:30.000Z'],
    ['in UTC', '2013-07-10T08:15:30.25Z', '2013-07-10T08:15:30.250Z'],
    ['on the day the clocks go forward', '2013-03-31', '2013-03-30T23:00:00.000Z'],
    ['after the clocks went forward', '2013-03-31 03:30:00', '2013-03-31T01:30:00.000Z'],
    ['that the change of clocks skips', '2013-03-31 02:30:00', '2013-03-31T01:30:00.000Z'],
    ['that comes twice, the first time', '2013-10-27 02:30:00', '2013-10-27T00:30:00.000Z'],
    ['after the clocks went back', '2013-10-27 03:30:00', '2013-10-27T02:30:00.000Z'],
  ])('%s is the instant of its zone', (_case, text, instant) => {
    expect(timeParser(berlin)(text, 0)).toBe(instant);
  });

  it.each([
    ['start', '2013-03-30T23:00:00.000Z'],
    ['noon', '2013-03-31T10:00:00.000Z'],
    ['end', '2013-03-31T21:59:59.999Z'],
  ] as const)('given by date is the %s of a day of 23 hours', (at, instant) => {
    expect(timeParser({ ...berlin, at })('2013-03-31', 0)).toBe(instant);
  });

  it('has days added on the calendar, not in hours', () => {
    expect(timeParser({ ...berlin, at: 'end' })('2013-03-29', 4)).toBe('2013-04-02T21:59:59.999Z');
    expect(timeParser(berlin)('2013-03-29 10:00:00', 4)).toBe('2013-04-02T08:00:00.000Z');
  });

  it('counts as a date on the day of the zone, also when it is written with an offset', () => {
    expect(timeParser({ ...berlin, takes: 'date' })('2013-07-10T23:30:00Z', 0)).toBe('2013-07-10T22:00:00.000Z');
  });

  it('is refused without a clock time where one is asked for', () => {
    expect(timeParser({ ...berlin, takes: 'datetime' })('2013-07-10', 0)).toBeUndefined();
  });

  it('agrees with the calendar of the domain on every day of every zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    const days = fc.date({ min: new Date('1975-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const date = day.toISOString().slice(0, 10);
        const rule: TimeRule = { zone, format: null, takes: 'either', at: 'start' };
        expect(timeParser(rule)(date, 0)).toBe(startOfDay({ date, zone }));
        expect(timeParser({ ...rule, at: 'end' })(date, 0)).toBe(endOfDay({ date, zone }));
      }),
    );
  });

  it.each(['', 'tomorrow', '2013-13-01', '2013-02-29', '13-02-01', '2013-06-01 25:00', '2013-06-01x', '0000-00-00'])(
    'is not read from %j',
    (text) => {
      expect(parseIso(text)).toBeUndefined();
    },
  );
});

describe('a date format', () => {
  it.each([
    ['d-MMM-yy', '2-Jun-06', '2006-06-02T00:00:00.000Z'],
    ['d-MMM-yy', '16-MAR-12', '2012-03-16T00:00:00.000Z'],
    ['MM/dd/yyyy', '03/16/2012', '2012-03-16T00:00:00.000Z'],
    ['M/d/yy', '3/6/75', '1975-03-06T00:00:00.000Z'],
    ['dd.MM.yyyy HH:mm:ss', '16.03.2012 07:05:09', '2012-03-16T07:05:09.000Z'],
    ['yyyyMMdd', '20120316', '2012-03-16T00:00:00.000Z'],
    ['M/d/yyyy h:mm a', '3/16/2012 12:05 AM', '2012-03-16T00:05:00.000Z'],
    ['M/d/yyyy h:mm a', '3/16/2012 1:05 p.m.', '2012-03-16T13:05:00.000Z'],
    ['MMM d, yyyy', 'March 16, 2012', '2012-03-16T00:00:00.000Z'],
  ])('%s reads %s', (format, text, instant) => {
    expect(formatProblem(format)).toBeNull();
    expect(timeParser({ zone: 'UTC', format, takes: 'either', at: 'start' })(text, 0)).toBe(instant);
  });

  it.each([
    ['MM/dd/yyyy', '3/16/2012'],
    ['MM/dd/yyyy', '16/03/2012'],
    ['d-MMM-yy', '2-Foo-06'],
    ['dd.MM.yyyy', '16x03x2012'],
    ['M/d/yyyy h:mm a', '3/16/2012 13:05 PM'],
  ])('%s does not read %s', (format, text) => {
    expect(dateParser(format)(text)).toBeUndefined();
  });
});

describe('a number', () => {
  it.each([
    ['1234.56', '-12.5', -12.5],
    ['1234.56', '1e3', 1000],
    ['1234.56', '1,000', undefined],
    ['1234.56', 'NaN', undefined],
    ['1234.56', '0x10', undefined],
    ['1,234.56', '1,234,567.8', 1_234_567.8],
    ['1,234.56', '1234.5', 1234.5],
    ['1,234.56', '12,34', undefined],
    ['1.234,56', '1.234,5', 1234.5],
    ['1.234,56', '1.23', undefined],
    ['1234,56', '0,5', 0.5],
    ['1 234,56', '1 234,5', 1234.5],
  ] as const)('written like %s: %s is %s', (format, text, number) => {
    expect(numberParser(format)(text)).toBe(number);
  });
});

describe('a field', () => {
  async function quantityOf(field: string, cell: string) {
    const book = createBook(LINES_MAPPING.replace('quantity: Qty', `quantity: ${field}`));
    book.write('lines.csv', `${LINES_HEADER}\nA,1,acme,bolt,${cell},2013-06-01,,\n`);
    const { records, unreadable } = await readAll(book.client(), 'order');
    return unreadable[0]?.reason ?? records[0];
  }

  it.each([
    ['{ column: Qty, lookup: { dozen: 12 } }', 'dozen', { value: 12, uom: 'EA' }],
    ['{ column: Qty, lookup: { dozen: 12 }, otherwise: 1 }', 'some', { value: 1, uom: 'EA' }],
    ['{ column: Qty, otherwise: 1 }', 'Captured Separately', { value: 1, uom: 'EA' }],
    ['{ column: Qty, uom: box }', '3', { value: 3, uom: 'box' }],
    ['{ column: Qty, uom: { column: Item } }', '3', { value: 3, uom: 'bolt' }],
    ['{ const: 2 }', 'x', { value: 2, uom: 'EA' }],
  ])('%s reads %s', async (field, cell, quantity) => {
    expect(await quantityOf(field, cell)).toMatchObject({ lines: [{ quantity }] });
  });

  it('says what a lookup knows when a cell is not in it', async () => {
    expect(await quantityOf('{ column: Qty, lookup: { dozen: 12, gross: 144 } }', 'some')).toBe(
      'quantity, column "Qty": expected one of dozen, gross, came "some"',
    );
  });

  it('has its own list of cells that mean nothing', async () => {
    const book = createBook(
      LINES_MAPPING.replace('uom: EA', 'uom: EA\nempty: [N/A]').replace(
        'Promised }',
        'Promised }\n    attributes: { a: Item, b: { column: Item, empty: [] }, c: { column: Item, empty: [none] } }',
      ),
    );
    book.write('lines.csv', `${LINES_HEADER}\nA,1,acme,N/A,1,2013-06-01,,\n`.replace('N/A,1', 'x,1'));
    const some = await readAll(book.client(), 'order');
    expect(some.records).toMatchObject([{ lines: [{ attributes: { a: 'x', b: 'x', c: 'x' } }] }]);

    const other = createBook(
      LINES_MAPPING.replace('uom: EA', 'uom: EA\nempty: [N/A]')
        .replace('Promised }', 'Promised }\n    attributes: { a: Customer, b: { column: Customer, empty: [] } }')
        .replace('customerId: Customer', 'customerId: Order'),
    );
    other.write('lines.csv', `${LINES_HEADER}\nA,1,N/A,bolt,1,2013-06-01,,\n`);
    expect((await readAll(other.client(), 'order')).records).toMatchObject([{ lines: [{ attributes: { b: 'N/A' } }] }]);
  });

  it('may be of a column that the file does not have', async () => {
    const book = createBook(
      LINES_MAPPING.replace('promisedDeliverBy: Promised', 'promisedDeliverBy: { column: Due, optional: true }'),
    );
    book.write('lines.csv', `${LINES_HEADER}\nA,1,acme,bolt,1,2013-06-01,,\n`);

    expect((await readAll(book.client(), 'order')).unreadable).toEqual([]);
  });

  it('leaves out a record whose id is optional and empty, and rows that a condition does not keep', async () => {
    const mapping = LINES_MAPPING.replace('{ id: Customer,', '{ id: { column: Customer, optional: true },').replace(
      '  order:\n',
      '  order:\n    where: [{ column: Qty, not: [0] }, { column: Item, is: [bolt, nut] }]\n',
    );
    const book = createBook(mapping);
    book.write(
      'lines.csv',
      `${LINES_HEADER}\nA,1,,bolt,0,2013-06-01,,\nB,1,b,nut,1,2013-06-01,,\nC,1,c,fee,1,2013-06-01,,\n`,
    );

    expect((await readAll(book.client(), 'customer')).records).toMatchObject([{ id: 'b' }, { id: 'c' }]);
    expect((await readAll(book.client(), 'order')).records).toMatchObject([{ id: 'B' }]);
  });

  it('has no promise when the days to add have no value', async () => {
    const promise = '{ column: Ordered, type: date, plus: { days: { column: Item, lookup: { bolt: 4, nut: null } } } }';
    const book = createBook(LINES_MAPPING.replace('promisedDeliverBy: Promised', `promisedDeliverBy: ${promise}`));
    book.write('lines.csv', `${LINES_HEADER}\nA,1,a,bolt,1,2013-06-01 22:00:00,,\nB,1,b,nut,1,2013-06-01,,\n`);

    const { records } = await readAll(book.client(), 'order');

    expect(records).toMatchObject([{ lines: [{ promisedDeliverBy: '2013-06-05T23:59:59.999Z' }] }, { id: 'B' }]);
    expect(JSON.stringify(records[1])).not.toContain('promised');
  });
});
