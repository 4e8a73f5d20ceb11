import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cursorAfter, filterAfter } from '../../../plugins/vendure/cursor.ts';
import { lookUp } from '../../../plugins/vendure/read.ts';
import { vendureWebhook } from '../../../plugins/vendure/webhook.ts';
import { z } from '../../../src/providers/index.ts';
import { clientAnswering, replyOf, signal } from './recorded.ts';

const OrderId = z.object({ id: z.string() }).nullable();
const AT = '2030-01-01T00:00:00.000Z';

describe('a cursor', () => {
  it('asks for its own millisecond again, without the rows of it that were read', () => {
    const first = cursorAfter({ at: null, edge: null }, [
      { id: '1', updatedAt: '2029-12-31T00:00:00.000Z' },
      { id: '2', updatedAt: AT },
    ]);
    const second = cursorAfter(first, [{ id: '3', updatedAt: AT }]);

    expect(filterAfter(second)).toEqual({
      updatedAt: { after: '2029-12-31T23:59:59.999Z' },
      id: { notIn: ['2', '3'] },
    });
  });

  it('forgets those rows when it is moved back, so that what changed without a new time is seen', () => {
    const cursor = cursorAfter({ at: null, edge: null }, [{ id: '2', updatedAt: AT }]);

    expect(filterAfter({ ...cursor, at: '2029-12-31T23:59:00.000Z' })).toEqual({
      updatedAt: { after: '2029-12-31T23:58:59.999Z' },
    });
  });
});

describe('a lookup', () => {
  it('asks once for all keys and gives a slot for each, null for what Vendure does not show', async () => {
    const reply = replyOf('order');
    const codes = reply.page.items.slice(0, 2).map(({ code }) => String(code));
    const { client, sent } = clientAnswering(() => ({ data: reply }));

    const slots = await lookUp(client, 'order', [codes[1] ?? '', 'NOPE', codes[0] ?? '', codes[1] ?? ''], { signal });

    expect(slots.map((slot) => OrderId.parse(slot))).toEqual([
      { id: codes[1] },
      null,
      { id: codes[0] },
      { id: codes[1] },
    ]);
    expect(sent).toHaveLength(1);
    expect(await lookUp(client, 'order', [], { signal })).toEqual([]);
  });
});

describe('signing in', () => {
  it('is by key in a header of its own, with no request before', async () => {
    const { client, sent } = clientAnswering(() => ({ data: replyOf('site') }), { channelToken: 'a channel' });
    await lookUp(client, 'site', ['1'], { signal });

    expect(sent).toMatchObject([{ headers: { 'vendure-api-key': 'a key', 'vendure-token': 'a channel' } }]);
  });

  it('happens once for calls that come together, and is told as `auth` when Vendure knows nobody of that name', async () => {
    const signIn = { username: 'someone', password: 'a password' };
    const { client, sent } = clientAnswering(
      ({ query }) => ({ data: query.includes('login') ? { login: {} } : replyOf('site') }),
      { signIn },
    );
    await Promise.all([lookUp(client, 'site', ['1'], { signal }), lookUp(client, 'site', ['1'], { signal })]);
    const unknown = { login: { errorCode: 'INVALID_CREDENTIALS_ERROR', message: 'no' } };
    const refused = clientAnswering(() => ({ data: unknown }), { signIn }).client;

    expect(sent).toHaveLength(3);
    await expect(lookUp(refused, 'site', ['1'], { signal })).rejects.toMatchObject({ details: { kind: 'auth' } });
  });

  it.each([
    ['FORBIDDEN', 'auth'],
    ['CHANNEL_NOT_FOUND', 'config'],
    ['GRAPHQL_VALIDATION_FAILED', 'config'],
    ['USER_INPUT_ERROR', 'rejected'],
    ['ENTITY_NOT_FOUND', 'notFound'],
    ['INTERNAL_SERVER_ERROR', 'transient'],
    [undefined, 'transient'],
  ])('an answer of 200 with the error %s is %s', async (code, kind) => {
    const { client } = clientAnswering(() => ({ data: null, errors: [{ message: 'no', extensions: { code } }] }));

    await expect(lookUp(client, 'site', ['1'], { signal })).rejects.toMatchObject({ details: { kind } });
  });
});

describe('a webhook', () => {
  const secret = 'a secret of two sides';
  const { client } = clientAnswering(() => null, { webhookSecret: secret, sites: { 2: { id: 'RENO' } } });
  const body = Buffer.from(
    JSON.stringify({
      ...{ sentAt: AT, orders: ['T7', 'T7'], fulfillments: [{ order: 'T7', id: 5 }] },
      ...{ stock: [{ sku: 'SKU-1', location: 2 }], customers: [1] },
    }),
  );
  const signature = createHmac('sha256', secret).update(body).digest('hex');

  it('names what changed, once each, in the order in which it is read', async () => {
    const request = { headers: { 'x-vendure-signature': signature }, body };

    expect(await vendureWebhook.verify(client, request)).toBe(AT);
    expect(await vendureWebhook.hints(client, request)).toEqual([
      { kind: 'customer', keys: ['1'] },
      { kind: 'order', keys: ['T7'] },
      { kind: 'inventory', keys: ['SKU-1@RENO'] },
      { kind: 'shipment', keys: ['T7/5'] },
    ]);
  });

  it('is refused when it is signed with another secret, or none is set', () => {
    const forged = { headers: { 'x-vendure-signature': signature.replace(/^./, '_') }, body };
    const unset = clientAnswering(() => null).client;

    expect(() => vendureWebhook.verify(client, forged)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => vendureWebhook.verify(unset, { headers: { 'x-vendure-signature': signature }, body })).toThrow(
      /signed/,
    );
  });
});
