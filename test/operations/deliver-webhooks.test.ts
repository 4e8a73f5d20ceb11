import { expect, it } from 'vitest';
import type { FeedEntry } from '../../src/domain/feed.ts';
import { addMs, MS_PER_DAY, type Instant } from '../../src/domain/time.ts';
import type { WebhookTarget } from '../../src/domain/webhook.ts';
import { deliverWebhooks, type WebhookMessage } from '../../src/operations/deliver-webhooks.ts';
import { OPERATOR } from '../../src/cli/operator.ts';
import { pauseWebhook, replayWebhook } from '../../src/operations/steer-webhook.ts';
import type { Store } from '../../src/store/store.ts';
import { event, june } from '../domain/given.ts';
import { saveEvents } from '../schema/sample-book.ts';
import { NOW, openMemoryBook } from './memory-book.ts';

const TARGET: WebhookTarget = {
  id: 'acme',
  url: 'https://acme.example/hooks',
  secret: `whsec_${'A'.repeat(32)}`,
  topics: ['provider'],
  allowPrivate: false,
};

/** A partner that takes what comes unless it is down, over a book of its own. */
async function openPartner() {
  let now: Instant = NOW;
  const book = await openMemoryBook([], { now: () => now });
  const taken: WebhookMessage[] = [];
  let isDown = false;
  const deliver = () =>
    deliverWebhooks(
      book.deps,
      TARGET,
      async (_, message) => {
        if (isDown) throw new Error('503');
        taken.push(message);
      },
      new AbortController().signal,
    );
  await book.heard();
  await deliver(); // from now on
  return {
    ...book,
    deliver,
    problemsTaken: () => taken.map(({ body }) => (JSON.parse(body) as { data: { problem: string } }).data.problem),
    cursors: () => taken.map(({ id }) => id),
    tellOf: async (...problems: string[]) => {
      await book.deps.store.feed.append(problems.map((problem): FeedEntry => provider(problem)));
      await book.heard(); // now all is in sight
    },
    down: (value: boolean) => (isDown = value),
    later: (ms: number) => (now = addMs(now, ms)),
    progress: () => book.deps.store.webhookTargets.get('acme'),
  };
}

function provider(problem: string): FeedEntry {
  return { topic: 'provider', at: NOW, data: { change: 'degraded', providerId: 'erp', problem } };
}

it('tells a partner its topics in order, each once, with an id that is the cursor', async () => {
  const { deliver, tellOf, problemsTaken, cursors, progress } = await openPartner();

  await tellOf('a', 'b');
  await deliver();
  await tellOf('c');
  await deliver();
  await deliver();

  expect(problemsTaken()).toEqual(['a', 'b', 'c']);
  expect(new Set(cursors()).size).toBe(3);
  expect(await progress()).toMatchObject({ attempts: 0, failingSince: null });
});

it('tries again after pauses that grow, and loses nothing meanwhile', async () => {
  const { deliver, tellOf, problemsTaken, down, later, progress } = await openPartner();
  down(true);
  await tellOf('a', 'b');
  await deliver();
  await deliver(); // not yet due
  expect(await progress()).toMatchObject({ attempts: 1, lastError: '503' });
  later(6_000);
  await deliver();
  expect(await progress()).toMatchObject({ attempts: 2 });

  down(false);
  later(31_000);
  await deliver();

  expect(problemsTaken()).toEqual(['a', 'b']);
});

it('sets aside what was not taken for three days, and goes on with the next', async () => {
  const { deps, deliver, tellOf, problemsTaken, down, later } = await openPartner();
  down(true);
  await tellOf('a');
  await deliver();
  later(3 * MS_PER_DAY);
  await deliver();
  down(false);
  later(MS_PER_DAY);
  await tellOf('b');
  await deliver();

  const [letter] = await deps.store.webhookTargets.deadLetters('acme', 10);
  expect(letter).toMatchObject({ reason: '503', payload: { type: 'provider.changed', data: { problem: 'a' } } });
  expect(problemsTaken()).toEqual(['b']);
});

it('is paused, goes on where it stopped, and tells again from a cursor', async () => {
  const { deps, deliver, tellOf, problemsTaken, cursors } = await openPartner();
  await tellOf('a');
  await deliver();

  await pauseWebhook(deps, OPERATOR, 'acme', true);
  await tellOf('b');
  await deliver();
  expect(problemsTaken()).toEqual(['a']);
  await pauseWebhook(deps, OPERATOR, 'acme', false);
  await deliver();
  await replayWebhook(deps, OPERATOR, 'acme', cursors()[0] ?? '');
  await deliver();

  expect(problemsTaken()).toEqual(['a', 'b', 'b']);
});

it('says so when what a partner was to be told is no longer kept', async () => {
  const { deps, deliver, tellOf, problemsTaken } = await openPartner();
  await tellOf('a', 'b');
  const rule = { expireBefore: '2000-01-01T00:00:00.000Z', keepEntries: 1, compactBefore: '2000-01-01T00:00:00.000Z' };
  await deps.store.transaction((tx) => tx.feed.keep(rule));
  await deliver();
  await tellOf('c');
  await deliver();

  expect(problemsTaken()).toEqual(['c']);
  expect((await deps.store.webhookTargets.deadLetters('acme', 10))[0]).toMatchObject({ payload: null });
});

it('tells a partner of its own rows alone, and not what waiting costs', async () => {
  const { deps, heard } = await openMemoryBook([], { now: () => NOW });
  const rows = { partner: 'Acme', customerIds: ['C-ACME'], siteIds: null, channels: null };
  const bodies: string[] = [];
  const deliver = () =>
    deliverWebhooks(
      deps,
      { ...TARGET, topics: ['queue', 'provider'], rows },
      async (_, { body }) => void bodies.push(body),
      new AbortController().signal,
    );
  await heard();
  await deliver(); // from now on
  await saveOrders(deps.store, { 'SO-1': 'C-ACME', 'SO-2': 'C-OTHER' });

  await deps.store.feed.append([provider('not for partners'), entered('SO-2/1'), entered('SO-1/1')]);
  await heard();
  await deliver();

  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    {
      type: 'queue.changed',
      timestamp: NOW,
      data: {
        cursor: expect.any(String) as string,
        change: 'entered',
        lineId: 'SO-1/1',
        kind: 'release',
        siteId: null,
      },
    },
  ]);
});

function entered(lineId: string): FeedEntry {
  const place = { score: 7, place: '7', previousScore: null, previousPlace: null };
  return { topic: 'queue', at: NOW, data: { change: 'entered', lineId, kind: 'release', siteId: null, ...place } };
}

/** Orders of one line each, by whose they are. */
function saveOrders(store: Store, customers: Readonly<Record<string, string>>): Promise<void> {
  return saveEvents(
    store,
    Object.entries(customers).map(([id, customerId]) =>
      event('order.placed', 1, {
        header: { id, customerId, placedAt: june(1), currency: 'USD' },
        lines: [
          {
            content: { lineNumber: '1', itemId: 'I-1', quantity: { value: 1, uom: 'EA' } },
            promise: { promisedShipBy: null, promisedDeliverBy: june(10) },
          },
        ],
      }),
    ),
  );
}
