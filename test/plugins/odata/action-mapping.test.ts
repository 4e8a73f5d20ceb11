import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

describe('the mapping of an action', () => {
  it.each([
    [
      'a value that it is not given',
      { hold: { set: { block: { column: 'kidn' } } } },
      /expected one of orderId, kind, reason, key, came "kidn"/,
    ],
    [
      'a row that could not be known again',
      { note: { create: 'notes', set: { text: { column: 'text' } } } },
      /expected a property that is given `key`/,
    ],
    ['nothing to set', { hold: { set: {} } }, /at least one property/],
  ])('is refused at the start with %s', (_what, actions, problem) => {
    expect(() => service.open({ actions })).toThrow(problem);
  });

  it.each([
    [
      'a property',
      { hold: { set: { blok: { const: '01' } } } },
      /Sales.Orders, came "blok" \(did you mean "block"\?\)/,
    ],
    [
      'a property of the row that it makes',
      { note: { create: 'notes', set: { txet: { column: 'text' }, reference: { column: 'key' } } } },
      /Sales.Notes, came "txet"/,
    ],
    [
      'a place for the key that is too short',
      { hold: { set: { block: { column: 'key' } } } },
      /a text of at least 37 characters.*of 2/,
    ],
    [
      'a condition',
      { hold: { when: [{ column: 'stauts', is: ['OPEN'] }], set: { block: { const: '01' } } } },
      /came "stauts"/,
    ],
  ])('is compared with what the service says of itself at `check`: %s', async (_what, actions, problem) => {
    service.answer(() => ({ json: { value: [] } }));

    expect(await service.open({ actions }).check()).toMatchObject({
      ok: false,
      problem: expect.stringMatching(problem),
    });
  });
});
