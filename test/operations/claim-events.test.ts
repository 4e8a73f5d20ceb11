import { afterEach, beforeEach, expect, it } from 'vitest';
import { stampOf, type DomainEvent } from '../../src/domain/event/event.ts';
import { createClaim } from '../../src/operations/claim-events.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeEach(async () => {
  book = await openTestBook();
});
afterEach(() => book.close());

function received(day: number): DomainEvent {
  return event('supply.received', day, { supplyId: `S-${day}`, at: june(day) });
}

it('gives batch after batch, oldest first, until nothing waits', async () => {
  const { inbox } = book.store;
  await inbox.add([5, 3, 1, 4, 2].map(received));
  const claim = createClaim(inbox, 2);

  const batches: (readonly DomainEvent[])[] = [];
  for (let batch = await claim(inbox); batch.length > 0; batch = await claim(inbox)) {
    batches.push(batch);
    await inbox.markApplied(batch);
  }

  expect(batches).toEqual([[1, 2].map(received), [3, 4].map(received), [received(5)]]);
});

it('gives an event that came meanwhile in its place', async () => {
  const { inbox } = book.store;
  await inbox.add([1, 2, 4, 5].map(received));
  const claim = createClaim(inbox, 2);

  await inbox.markApplied(await claim(inbox));
  await inbox.add([received(3)]);

  expect(await claim(inbox)).toEqual([3, 4].map(received));
});

it('gives a batch again that was not applied, and none that another has applied', async () => {
  const { inbox } = book.store;
  await inbox.add([1, 2, 3, 4, 5].map(received));
  const claim = createClaim(inbox, 2);

  const first = await claim(inbox);
  const again = await claim(inbox);
  await inbox.markApplied([1, 2, 3].map(received));

  expect(again).toEqual(first);
  expect(await claim(inbox)).toEqual([4, 5].map(received));
  expect(await inbox.pendingStamps(10)).toEqual([4, 5].map((day) => stampOf(received(day))));
});
