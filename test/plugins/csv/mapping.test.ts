import { describe, expect, it } from 'vitest';
import { csv } from '../../../plugins/csv/provider.ts';
import { KIND_SPECS } from '../../../plugins/csv/mapping/kind-fields.ts';
import { RECORD_KINDS, RECORDS, type RecordKind } from '../../../src/providers/index.ts';
import { context, createBook, readAll } from './book.ts';
import { LINES, LINES_MAPPING } from './mappings.ts';

/** The message with which a mapping is refused, without the path of its file. */
function refusal(mapping: string): string {
  const book = createBook(mapping);
  try {
    book.client();
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return error instanceof Error ? error.message.replace(`${book.dir}/`, '') : '';
  }
  return 'accepted';
}

describe('a mapping that is refused when it is loaded', () => {
  it.each([
    [
      'an unknown field',
      'quantity: Qty',
      'quantiy: Qty',
      /^mapping\.yaml: records\.order\.line: unknown field "quantiy" \(did you mean "quantity"\?\), accepted: lineNumber, itemId, quantity,/,
    ],
    [
      'an unknown field at the top',
      'uom: EA',
      'unit: EA',
      /^mapping\.yaml: the mapping: unknown field "unit", accepted: version, zone, currency, uom/,
    ],
    [
      'an unknown setting of a field',
      'Promised',
      '{ colum: Promised }',
      /records\.order\.line\.promisedDeliverBy: unknown field "colum" \(did you mean "column"\?\), accepted: column, file, const/,
    ],
    ['an unknown kind', 'shipment:', 'shipments:', /records: unknown field "shipments" \(did you mean "shipment"\?\)/],
    [
      'a line for a kind without lines',
      'fields: { id: Customer, name: Customer }',
      'fields: { id: Customer, name: Customer }\n    line: {}',
      /records\.customer\.line: records of this kind have none/,
    ],
    ['another version', 'version: 1', 'version: 2', /version: expected 1, the version of the mapping format, came 2/],
    ['no version', 'version: 1', '', /version: expected 1/],
    [
      'a wrong zone',
      'zone: UTC',
      'zone: Europe/Berln',
      /zone: expected an IANA time zone, came "Europe\/Berln" \(did you mean "Europe\/Berlin"\?\)/,
    ],
    [
      'a wrong zone of a field',
      'Promised',
      '{ column: Promised, zone: Mars }',
      /records\.order\.line\.promisedDeliverBy\.zone: expected an IANA time zone, came "Mars"/,
    ],
    ['no zone', 'zone: UTC', '', /records\.\w+\.fields\.\w+: needs `zone`: give it here, or at the top/],
    [
      'a wrong currency',
      'currency: USD',
      'currency: DOLLAR',
      /currency: expected an ISO 4217 currency code such as USD, came "DOLLAR"/,
    ],
    ['a currency that there is not', 'currency: USD', 'currency: USX', /currency: .*came "USX"/],
    ['no currency', 'currency: USD', '', /records\.order\.fields\.currency: missing/],
    ['no unit', 'uom: EA', '', /records\.order\.line\.quantity: needs `uom`/],
    [
      'a missing field',
      'lineNumber: Line, itemId',
      'itemId',
      /records\.order\.line\.lineNumber: missing: say which column gives it/,
    ],
    [
      'a wrong type',
      'Ordered',
      '{ column: Ordered, type: day }',
      /records\.order\.fields\.placedAt\.type: expected one of text, number, .*came "day"/,
    ],
    [
      'a type that does not fit',
      'Ordered',
      '{ column: Ordered, type: number }',
      /records\.order\.fields\.placedAt\.type: expected date or datetime, came number/,
    ],
    [
      'a setting that means nothing here',
      'Item',
      '{ column: Item, at: end }',
      /records\.order\.line\.itemId\.at: has no meaning for this field/,
    ],
    [
      'a wrong date format',
      'Ordered',
      '{ column: Ordered, format: DD.MM.YYYY }',
      /placedAt\.format: expected a format such as .*unknown letter "D"/,
    ],
    ['a date format without a year', 'Ordered', '{ column: Ordered, format: dd.MM. }', /no year, month or day/],
    [
      'a wrong number format',
      'Qty',
      "{ column: Qty, format: '#,##0' }",
      /quantity\.format: expected a number written like 1234\.56 or/,
    ],
    [
      'two sources',
      'Ordered',
      '{ column: Ordered, const: 2013-06-01 }',
      /placedAt: expected exactly one of column, const and template, came more/,
    ],
    ['no source', 'Ordered', '{ type: date }', /came none/],
    [
      'a constant of the wrong type',
      'Ordered',
      '{ const: soon }',
      /placedAt\.const: expected a date or time written like 2013-06-01, came "soon"/,
    ],
    [
      'a lookup with a value of the wrong type',
      'Qty',
      '{ column: Qty, lookup: { a: many } }',
      /quantity\.lookup\.a: expected a number, came "many"/,
    ],
    [
      'a template without a column',
      "'{Order}/{Line}'",
      'Order',
      /records\.shipment\.fields\.id\.template: expected a column in braces/,
    ],
    [
      'a file that is not there',
      'order:\n',
      'order:\n    file: rows\n',
      /records\.order\.file: expected a file that is read here \(lines\), came "rows"/,
    ],
    [
      'a field of a file that is not joined',
      'Qty',
      '{ column: Qty, file: items }',
      /expected a file that is read here \(lines\), came "items"/,
    ],
    ['no files', 'lines: { path: lines.csv }', '', /files: /],
    [
      'a long delimiter',
      'path: lines.csv',
      "path: lines.csv, delimiter: '||'",
      /files\.lines\.delimiter: expected one character/,
    ],
    ['broken YAML', 'records:', 'records: [', /^mapping\.yaml:\d+: expected YAML, came/],
  ])('for %s', (_fault, part, replacement, message) => {
    expect(LINES_MAPPING).toContain(part);
    expect(refusal(LINES_MAPPING.replace(part, replacement))).toMatch(message);
  });

  it('tells every unknown field at once', () => {
    const mapping = LINES_MAPPING.replace('uom: EA', 'unit: EA').replace('quantity:', 'quantiy:');

    expect(refusal(mapping)).toMatch(/"unit".*"quantiy"|"quantiy".*"unit"/);
  });

  it('for a mapping file that is not there', () => {
    expect(() => createBook('').client({ mapping: 'other.yaml' })).toThrow(/expected a mapping file at .*other\.yaml/);
  });

  it('for a file in the configuration that the mapping does not have', () => {
    expect(() => createBook(LINES_MAPPING).client({ files: { line: 'x.csv' } })).toThrow(
      /files: expected names of files in .*mapping\.yaml \(lines\), came "line" \(did you mean "lines"\?\)/,
    );
  });
});

describe('the provider', () => {
  it('reads the kinds that its mapping gives, in the order in which they are read', () => {
    const { dir } = createBook(LINES_MAPPING);
    const config = csv.definition.config.parse({ mapping: 'mapping.yaml' });

    expect(csv.definition.reads(config, { resolvePath: (path) => `${dir}/${path}` })).toEqual([
      'customer',
      'order',
      'shipment',
    ]);
  });

  it('says in its check which kinds come from which files', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES);

    expect(await csv.definition.check(book.client(), context())).toEqual({
      detail: 'mapping.yaml gives customer, order, shipment from lines.csv (8 columns)',
    });
  });

  it('fails its check when a column is missing', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES.replace('Qty', 'Quantity'));

    await expect(csv.definition.check(book.client(), context())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('stops when it is told to', async () => {
    const book = createBook(LINES_MAPPING);
    book.write('lines.csv', LINES);
    const signal = AbortSignal.abort();

    const pages = csv.definition.read(book.client(), 'order', null, { ...context(), signal });

    await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the fields of a mapping', () => {
  /** Parts of records that a file with one line a row cannot say. */
  const LEFT_OUT: Partial<Record<RecordKind, readonly string[]>> = { order: ['holds'], exception: ['lineNumbers'] };
  const STRUCTURE = ['kind', 'lines', 'attributes'];

  it.each(RECORD_KINDS)('of %s are those of its record', (kind) => {
    const mapped = Object.keys(KIND_SPECS[kind].fields).map((field) => field.split('.')[0]);
    const left = [...STRUCTURE, ...(LEFT_OUT[kind] ?? [])];

    expect(new Set(mapped)).toEqual(new Set(Object.keys(RECORDS[kind].shape).filter((field) => !left.includes(field))));
  });

  it.each(['order', 'shipment'] as const)('of the lines of %s are those of its record', (kind) => {
    const { lines } = RECORDS[kind].shape;

    expect(Object.keys(KIND_SPECS[kind].line ?? {})).toEqual(
      Object.keys(lines.element.shape).filter((field) => !STRUCTURE.includes(field)),
    );
  });

  it('that are required are those that the record requires', () => {
    for (const kind of RECORD_KINDS) {
      for (const [field, { required }] of Object.entries(KIND_SPECS[kind].fields)) {
        if (field.includes('.')) continue;
        const schema = RECORDS[kind].shape[field as keyof (typeof RECORDS)[typeof kind]['shape']] as {
          safeParse: (value: unknown) => { success: boolean };
        };
        expect([kind, field, required]).toEqual([kind, field, !schema.safeParse(undefined).success]);
      }
    }
  });
});

describe('every kind of record', () => {
  it('can be read from files, in the form that its schema asks for', async () => {
    const book = createBook(ALL_KINDS);
    book.write('all.csv', 'Key,Text,Number,Date,Severity,Type\nk,t,3,2013-06-01,high,credit-hold\n');
    const client = book.client();

    for (const kind of RECORD_KINDS) {
      const { records, unreadable } = await readAll(client, kind);
      expect([kind, unreadable]).toEqual([kind, []]);
      expect([kind, RECORDS[kind].safeParse(records[0]).error]).toEqual([kind, undefined]);
    }
  });
});

const ALL_KINDS = `
version: 1
zone: Europe/Berlin
currency: EUR
uom: EA
files: { all: { path: all.csv } }
records:
  site: { fields: { id: Key, name: Text, zone: { const: Europe/Berlin } } }
  item: { fields: { id: Key, name: Text, category: Text }, attributes: { size: { column: Number, type: number } } }
  customer: { fields: { id: Key, name: Text, tier: Text, segment: Text, country: Text }, attributes: { region: Text } }
  carrierService: { fields: { id: Key, carrier: Text, service: Text, transitDays: Number } }
  order:
    fields: { id: Key, customerId: Key, placedAt: Date, shipTo.city: Text, shipTo.country: Text, cancelled: { const: false } }
    line: { lineNumber: Key, itemId: Key, quantity: Number, value: Number, allocated: Number }
  inventory: { fields: { itemId: Key, siteId: Key, onHand: Number, allocated: Number } }
  supply: { fields: { id: Key, itemId: Key, siteId: Key, quantity: Number, expectedAt: Date } }
  shipment: { fields: { id: Key, departedAt: Date }, line: { orderId: Key, lineNumber: Key, quantity: Number } }
  condition: { fields: { id: Key, type: Text, severity: Severity, raisedAt: Date } }
  exception: { fields: { id: Key, type: Type, severity: Severity, openedAt: Date } }
  invoice: { fields: { id: Key, orderId: Key, total: Number, issuedAt: Date } }
  return: { fields: { id: Key, orderId: Key, quantity: Number, authorizedAt: Date } }
`;
