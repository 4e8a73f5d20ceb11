import { describe, expect, it } from 'vitest';
import { KIND_SPECS } from '../../../src/providers/mapping/kind-fields.ts';
import { RECORD_KINDS, RECORDS, ServiceTerms, type RecordKind } from '../../../src/providers/index.ts';
import { createBook, readAll } from './book.ts';

describe('the fields of a mapping', () => {
  /** Parts of records that a file with one line a row cannot say. */
  const LEFT_OUT: Partial<Record<RecordKind, readonly string[]>> = {
    order: ['holds'],
    exception: ['lineNumbers'],
    item: ['substituteIds'],
    carrierService: ['cutoffs'],
    inventory: ['lots'],
  };
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

  it('that belong to a part of a record are those of that part', () => {
    const terms = Object.keys(KIND_SPECS.customer.fields).filter((field) => field.startsWith('terms.'));

    expect(terms).toEqual(Object.keys(ServiceTerms.shape).map((field) => `terms.${field}`));
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
  it('has the parts that a row gives, and not those that it leaves empty', async () => {
    const book = createBook(ALL_KINDS);
    book.write(
      'all.csv',
      'Key,Text,Number,Share,Date,Severity,Type,Yes\nk,t,3,0.5,2013-06-01,high,credit-hold,yes\nl,t,,,,high,edi,\n',
    );

    const { records } = await readAll(book.client(), 'customer');

    const [full, bare] = records.map((record) => RECORDS.customer.parse(record));
    expect(full?.terms).toMatchObject({
      latePenaltyRatioPerDay: 0.5,
      latePenaltyFlat: { amountMinor: 300, currency: 'EUR' },
      isRegulated: true,
      acceptsPartial: true,
    });
    expect(bare?.terms).toBeNull();
  });

  it('can be read from files, in the form that its schema asks for', async () => {
    const book = createBook(ALL_KINDS);
    book.write('all.csv', 'Key,Text,Number,Share,Date,Severity,Type,Yes\nk,t,3,0.5,2013-06-01,high,credit-hold,yes\n');
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
  site:
    fields:
      id: Key
      name: Text
      zone: { const: Europe/Berlin }
      workload.observedAt: Date
      workload.openLines: Number
      workload.queuedHours: Number
      workload.crew: Number
      workload.laborHours: Number
      workload.docks: Number
      workload.docksBusy: Number
  item: { fields: { id: Key, name: Text, category: Text, unitCost: Number, velocity: { const: A } }, attributes: { size: { column: Number, type: number } } }
  customer:
    fields: { id: Key, name: Text, tier: Text, country: Text, terms.latePenaltyRatioPerDay: Share, terms.latePenaltyFlat: Number, terms.isRegulated: Yes, creditLimit: Number }
    attributes: { region: Text }
  carrierService: { fields: { id: Key, carrier: Text, service: Text, transitDays: Number, price: Number } }
  order:
    fields: { id: Key, customerId: Key, placedAt: Date, shipTo.city: Text, shipTo.country: Text, cancelled: { const: false } }
    line: { lineNumber: Key, itemId: Key, quantity: Number, value: Number, cost: Number, effortMinutes: Number, allocated: Number }
  inventory: { fields: { itemId: Key, siteId: Key, onHand: Number, allocated: Number } }
  supply: { fields: { id: Key, itemId: Key, siteId: Key, quantity: Number, expectedAt: Date } }
  shipment: { fields: { id: Key, departedAt: Date }, line: { orderId: Key, lineNumber: Key, quantity: Number } }
  condition: { fields: { id: Key, type: Text, severity: Severity, region: Text, raisedAt: Date } }
  exception: { fields: { id: Key, type: Type, severity: Severity, openedAt: Date } }
  invoice: { fields: { id: Key, orderId: Key, total: Number, issuedAt: Date } }
  return: { fields: { id: Key, orderId: Key, quantity: Number, authorizedAt: Date } }
`;
