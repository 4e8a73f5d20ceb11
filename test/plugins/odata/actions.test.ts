import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markOf } from '../../../plugins/odata/actions/mark.ts';
import { openService, orderRow, type Asked, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const KEY = { lastRequest: { column: 'key' } };
const HOLD = {
  when: [{ column: 'status', is: ['OPEN'] }],
  set: {
    block: { column: 'kind', lookup: { credit: '01' }, otherwise: '09' },
    blockReason: { column: 'reason' },
    ...KEY,
  },
};
const INPUT = { orderId: 'SO-1', kind: 'credit', reason: 'over the limit' };
const once = { idempotencyKey: 'a key' };

/** A service with one order that takes changes, as CAP does; `refuse` answers a write in its place. */
function withOrder(
  changed: object = {},
  refuse: (asked: Asked) => { status: number; headers?: Record<string, string> } | null = () => null,
) {
  const notes: Record<string, unknown>[] = [];
  let row = orderRow(1, { status: 'OPEN', lastRequest: null, ...changed });
  service.answer((asked) => {
    if (asked.method === 'GET' && asked.path.endsWith('/notes')) {
      const [, mark = '?'] = /'(.*)'/.exec(asked.query.$filter ?? '') ?? [];
      return { json: { value: notes.filter(({ reference }) => String(reference).startsWith(mark)) } };
    }
    if (asked.method === 'GET')
      return asked.path === 'Orders'
        ? { json: { value: asked.query.$filter?.includes("'SO-1'") ? [row] : [] } }
        : { json: row, headers: { etag: 'W/"own"' } };
    const refused = refuse(asked);
    if (refused) return refused;
    if (asked.method === 'POST') notes.push(Object(asked.json) as Record<string, unknown>);
    else row = { ...row, ...Object(asked.json), '@odata.etag': 'W/"next"' };
    return { status: 204 };
  });
  return { row: () => row, notes };
}

function writes(): Asked[] {
  return service.asked.filter(({ method }) => method !== 'GET');
}

describe('an action by mapping', () => {
  it('sets the properties with the ETag that was planned for, and keeps the mark of its key', async () => {
    const { row } = withOrder();
    const { act, plan } = service.open({ actions: { hold: HOLD } });

    const planned = await plan('hold', INPUT);
    const first = await act('hold', INPUT, once);
    const again = await act('hold', INPUT, once);

    expect(planned).toMatchObject({
      status: 'ready',
      version: 'W/"version 1"',
      changes: [
        { field: 'block', from: null, to: '01' },
        { field: 'blockReason', from: null, to: 'over the limit' },
      ],
    });
    expect([first.status, again.status]).toEqual(['applied', 'alreadyApplied']);
    expect(writes()).toMatchObject([
      {
        method: 'PATCH',
        path: 'Orders(00000000-0000-4000-8000-000000000001)',
        headers: { 'if-match': 'W/"version 1"' },
      },
    ]);
    expect(row()).toMatchObject({
      block: '01',
      blockReason: 'over the limit',
      lastRequest: markOf('hold', INPUT, 'a key').whole,
    });
  });

  it('ends in conflict when the order was changed since (412)', async () => {
    withOrder({}, () => ({ status: 412 }));

    expect(await service.open({ actions: { hold: HOLD } }).act('hold', INPUT, once)).toMatchObject({
      status: 'conflict',
    });
  });

  it('reads the ETag of the row itself and tries again when a write wants one that the list does not show (428)', async () => {
    withOrder({ '@odata.etag': undefined }, ({ headers }) =>
      headers['if-match'] === undefined ? { status: 428 } : null,
    );

    const outcome = await service.open({ actions: { hold: HOLD } }).act('hold', INPUT, once);

    expect(outcome.status).toBe('applied');
    expect(writes().map(({ headers }) => headers['if-match'])).toEqual([undefined, 'W/"own"']);
  });

  it.each([403, 422])(
    'is rejected with the reason when the service says no (%i), and our session goes on',
    async (status) => {
      withOrder({}, () => ({ status }));

      const outcome = await service.open({ actions: { hold: HOLD } }).act('hold', INPUT, once);

      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringContaining(String(status)) });
      expect(writes()).toHaveLength(1);
    },
  );

  it('is believed by what the order shows, not by what was answered', async () => {
    withOrder({}, () => ({ status: 204 }));

    const outcome = await service.open({ actions: { hold: HOLD } }).act('hold', INPUT, once);

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/said yes/) });
  });

  it('takes no key for another deed on the same order', async () => {
    withOrder({ lastRequest: markOf('hold', INPUT, 'a key').whole });

    const outcome = await service.open({ actions: { hold: HOLD } }).act('hold', { ...INPUT, kind: 'fraud' }, once);

    expect(outcome).toMatchObject({ status: 'rejected', reason: 'this key was used for something else' });
    expect(writes()).toEqual([]);
  });

  it('is refused for an order that there is not, whose state forbids it, or that is so already', async () => {
    const { plan } = service.open({ actions: { hold: HOLD } });
    const reasons = [];
    for (const [changed, orderId] of [
      [{}, 'SO-9'],
      [{ status: 'SHIPPED' }, 'SO-1'],
      [{ block: '01', blockReason: 'over the limit' }, 'SO-1'],
    ] as const) {
      withOrder(changed);
      reasons.push(await plan('hold', { ...INPUT, orderId }));
    }

    expect(reasons).toEqual([
      { status: 'refused', reason: 'there is no order SO-9' },
      { status: 'refused', reason: 'order SO-1: expected status to be one of "OPEN", came "SHIPPED"' },
      { status: 'refused', reason: 'order SO-1 is so already' },
    ]);
  });

  it('without a property for its key is judged by the values alone', async () => {
    const release = { set: { block: { const: null } } };
    withOrder({ block: '01' });
    const { act } = service.open({ actions: { release } });

    expect(await act('release', { orderId: 'SO-1' }, once)).toMatchObject({ status: 'applied' });
    expect(await act('release', { orderId: 'SO-1' }, { idempotencyKey: 'another' })).toMatchObject({
      status: 'alreadyApplied',
    });
  });

  it('adds a row beneath the order once for a key, however often it is asked', async () => {
    const { notes } = withOrder();
    const note = { create: 'notes', set: { text: { column: 'text' }, reference: { column: 'key' } } };
    const { act } = service.open({ actions: { note } });
    const input = { orderId: 'SO-1', text: '50% is enough' };

    const outcomes = [await act('note', input, once), await act('note', input, once)];
    const other = await act('note', { ...input, text: 'other' }, once);

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'alreadyApplied']);
    expect(other).toMatchObject({ status: 'rejected', reason: 'this key was used for something else' });
    expect(notes).toEqual([{ text: '50% is enough', reference: markOf('note', input, 'a key').whole }]);
  });

  it('is refused when the mapping makes no value of what it is given', async () => {
    withOrder();
    const hold = { set: { block: { column: 'kind', lookup: { credit: '01' } } } };
    const { act } = service.open({ actions: { hold } });

    const outcome = await act('hold', { ...INPUT, kind: 'fraud' }, once);

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/one of credit, came "fraud"/) });
    expect(writes()).toEqual([]);
  });

  it('that no mapping tells of is refused', async () => {
    withOrder();

    expect(await service.open().plan('hold', INPUT)).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/actions\.hold/),
    });
  });

  it('brings the token and the cookies that SAP Gateway wants with a write', async () => {
    withOrder();
    const answered = service.asked;
    const { act } = service.open({ actions: { hold: HOLD }, csrf: true });
    withGateway();

    expect((await act('hold', INPUT, once)).status).toBe('applied');
    expect(writes()[0]?.headers).toMatchObject({ 'x-csrf-token': 'a token', cookie: 'session=1; usercontext=2' });
    expect(answered[0]?.method).toBe('GET');
  });

  /** The same order behind a service that gives a token at its root. */
  function withGateway(): void {
    let isHeld = false;
    service.answer(({ method, path }) => {
      if (method === 'PATCH') isHeld = true;
      if (method !== 'GET') return { status: 204 };
      if (path === 'Orders')
        return {
          json: {
            value: [orderRow(1, { status: 'OPEN', lastRequest: isHeld ? markOf('hold', INPUT, 'a key').whole : null })],
          },
        };
      return {
        json: {},
        headers: { 'x-csrf-token': 'a token', 'set-cookie': ['session=1; path=/; secure', 'usercontext=2'] },
      };
    });
  }
});
