import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { toCloudEvent } from '../../src/events/cloud-event.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { headersDigest } from '../../src/events/received-events.ts';
import { silentLog } from '../../src/log.ts';
import { receiveEvents } from '../../src/operations/receive-events.ts';
import { BODY_LIMIT } from '../../src/server/http-limits.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';
import { startServer, stopAll } from './running.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const SENDERS = [
  { id: 'wms', secret: SECRET, sources: ['wms-east', 'https://wms.example/west'] },
  { id: 'tms', secret: OTHER, sources: ['tms'] },
];

let book: Book;
let url: string;

beforeAll(async () => {
  book = await openTestBook();
  const deps = { store: book.store, now: () => NOW, until: () => null, log: silentLog };
  ({ url } = await startServer({ events: (posted) => receiveEvents(deps, SENDERS, posted) }));
});
afterAll(async () => {
  await stopAll();
  await book.close();
});

let count = 0;

function released(over: Partial<DomainEvent> = {}): DomainEvent {
  count += 1;
  const event = {
    ...{ id: `e-${count}`, source: 'wms-east', type: 'hold.released', subject: 'order/SO-1', time: NOW },
    ...{ sequence: null, correlationId: null, causationId: null, data: { orderId: 'SO-1', holdId: 'H', at: NOW } },
  } as const;
  return { ...event, ...over } as DomainEvent;
}

interface Sending {
  readonly type?: string;
  readonly secret?: string;
  readonly at?: Date;
  readonly headers?: Readonly<Record<string, string>>;
  readonly id?: string;
}

const Refusal = z.object({ errors: z.array(z.object({ message: z.string() })) });
const ONE = 'application/cloudevents+json';
const MANY = 'application/cloudevents-batch+json';

async function post(json: unknown, { type = ONE, secret = SECRET, at = new Date(), headers = {}, id }: Sending = {}) {
  const body = typeof json === 'string' ? json : JSON.stringify(json);
  const webhookId = id ?? 'msg-1';
  const { status, text } = await request(url)
    .post('/events')
    .set({ ...headers, 'content-type': type })
    .set('webhook-id', webhookId)
    .set('webhook-timestamp', String(Math.floor(at.getTime() / 1000)))
    .set('webhook-signature', new Webhook(secret).sign(webhookId, at, body))
    .send(body);
  const answer: unknown = JSON.parse(text);
  return { status, answer, message: Refusal.safeParse(answer).data?.errors[0]?.message };
}

function inInbox(): Promise<number> {
  return book.store.inbox.count();
}

test('an event is in the inbox before it is answered with 202, and the same event again changes nothing', async () => {
  const event = toCloudEvent(released());
  const before = await inInbox();

  expect(await post(event)).toMatchObject({ status: 202, answer: { accepted: 1, new: 1 } });
  expect(await inInbox()).toBe(before + 1);
  expect(await post(event)).toMatchObject({ status: 202, answer: { accepted: 1, new: 0 } });
  expect(await inInbox()).toBe(before + 1);
});

test('a batch is taken whole, duplicates in it once', async () => {
  const twice = toCloudEvent(released());
  const other = toCloudEvent(released({ source: 'https://wms.example/west' }));

  expect(await post([twice, other, twice], { type: `${MANY}; charset=utf-8` })).toMatchObject({
    status: 202,
    answer: { accepted: 3, new: 2 },
  });
});

test('a batch with one wrong event is refused whole, with what is wrong where', async () => {
  const before = await inInbox();

  const wrong = { ...toCloudEvent(released()), id: 'bad', data: { orderId: 'SO-1' } };
  const { status, message } = await post([toCloudEvent(released()), wrong], { type: MANY });

  expect(status).toBe(400);
  expect(message).toMatch(/^at 1: event bad: holdId: /);
  expect(await inInbox()).toBe(before);
});

test.each([
  ['another system’s source', { source: 'erp' }, /source: expected wms-east or .*, came "erp"/],
  [
    'what only the platform says',
    { type: 'decision.executed', data: { decisionId: 'D' } },
    /decision.executed is the platform's own/,
  ],
  ['a time that is still to come', { time: '2027-01-01T00:00:00.000Z' }, /still to come/],
  ['characters that are not text', { subject: 'order/\0' }, /characters that are not text/],
] as const)('an event with %s is refused', async (_, over, expected) => {
  const { status, message } = await post(toCloudEvent(released(over as Partial<DomainEvent>)));

  expect(status).toBe(400);
  expect(message).toMatch(expected);
});

test('binary mode is taken when the signature covers its headers too, and refused when one was changed', async () => {
  const { data, ...attributes } = toCloudEvent(released());
  const named = Object.entries(attributes).filter(([name]) => name !== 'datacontenttype');
  const headers = Object.fromEntries(named.map(([name, value]) => [`ce-${name}`, String(value)]));
  const type = 'application/json';
  const id = headersDigest({ ...headers, 'content-type': type });

  expect((await post(data, { type, headers: { ...headers, 'ce-id': 'changed' }, id })).status).toBe(403);
  expect((await post(data, { type, headers, id: 'msg-1' })).status).toBe(403);
  expect(await post(data, { type, headers, id })).toMatchObject({ status: 202, answer: { new: 1 } });
});

test.each([
  ['signed with a secret that nobody has', { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }],
  ['signed six minutes ago', { at: new Date(Date.now() - 360_000) }],
  ['signed six minutes ahead', { at: new Date(Date.now() + 360_000) }],
])('a request %s is refused before it is read', async (_, sending) => {
  expect(await post('not json', sending)).toMatchObject({
    status: 403,
    message: 'expected a request that a known sender has just signed, came another',
  });
});

test('a request that is not signed, or not events, or too large, is refused', async () => {
  const unsigned = await request(url).post('/events').type(ONE).send('{}');

  expect(unsigned.status).toBe(403);
  expect((await post('{', { type: ONE })).status).toBe(400);
  expect((await post('{}', { type: 'text/plain' })).message).toMatch(/came "text\/plain"/);
  expect((await post({ not: 'a list' }, { type: MANY })).message).toMatch(/expected a list/);
  expect((await post(`"${'x'.repeat(BODY_LIMIT)}"`)).status).toBe(413);
});

test('a sender is known by its secret and may speak for its own sources alone', async () => {
  expect((await post(toCloudEvent(released()), { secret: OTHER })).status).toBe(400);
  expect((await post(toCloudEvent(released({ source: 'tms' })), { secret: OTHER })).status).toBe(202);
});
