import { describe, expect, it } from 'vitest';
import { createBook } from './book.ts';
import { LINES_MAPPING } from './mappings.ts';

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
