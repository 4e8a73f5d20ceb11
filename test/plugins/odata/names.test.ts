import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER, openService, ORDER, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const rows = (...value: object[]) => ({ json: { value } });

describe('names of the mapping', () => {
  it.each([
    [
      'an entity set',
      { customer: { ...CUSTOMER, entitySet: 'Custmers' } },
      /records.customer.entitySet.*came "Custmers" \(did you mean "Customers"\?\)/,
    ],
    [
      'a property',
      { customer: { ...CUSTOMER, fields: { id: 'code', name: 'nmae' } } },
      /Sales.Customers, came "nmae" \(did you mean "name"\?\)/,
    ],
    [
      'a property of a line',
      { order: { ...ORDER, line: { ...ORDER.line, itemId: 'items/skuu' } } },
      /Sales.Items, came "skuu"/,
    ],
    ['lines that are not named', { order: { ...ORDER, lines: undefined } }, /items has many; name it in `lines`/],
    [
      'lines that are one',
      { order: { ...ORDER, lines: 'customer' } },
      /expected a navigation property with many rows, came "customer"/,
    ],
    [
      'a time that is none',
      { customer: { ...CUSTOMER, cursor: { time: 'tier' } } },
      /Edm.DateTimeOffset or Edm.Date, came Edm.String/,
    ],
    [
      'a part without its property',
      { customer: { ...CUSTOMER, fields: { id: 'code', name: 'name/first' } } },
      /name of Sales.Customers has no parts/,
    ],
  ])('that the service does not have are refused at `check`: %s', async (_what, records, problem) => {
    service.answer(() => rows());

    expect(await service.open({ records }).check()).toMatchObject({
      ok: false,
      problem: expect.stringMatching(problem),
    });
  });

  it('are told with key, precision and what is swept', async () => {
    const found = await service.open().discover();

    expect(found).toMatchObject([
      {
        kind: 'customer',
        key: 'code (Edm.String)',
        cursor: 'modifiedAt',
        precisionMs: 0.0001,
        overlapMs: 300_000,
        sweep: 'keys',
        deletes: 'swept',
      },
      {
        kind: 'order',
        key: 'number (Edm.String)',
        cursor: 'modifiedAt',
        sweep: 'records',
        lookup: true,
        actions: ['hold', 'release', 'reschedule', 'note'],
      },
    ]);
  });
});
