import { expect, test } from 'vitest';
import type { QueueMessage } from '../../src/domain/feed-message.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { change, entered, left } from './memory-feed.ts';
import { ALL, openFeed, read, readOne } from './open-feed.ts';

const linesOf = (messages: readonly QueueMessage[]) =>
  messages.flatMap(({ changes }) => changes.map(({ lineId }) => lineId));

test('a slow subscriber of few lines gets the newest change of each, and holds up no other', async () => {
  const { memory, feed } = openFeed({ bufferLimit: 10 });
  const slow = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const quick = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await Promise.all([readOne(slow), readOne(quick)]);

  for (let i = 0; i < 50; i += 1) {
    memory.appendQueue(change(`L${i % 3}`, { score: i }));
    expect((await readOne(quick)).changes[0]?.score).toBe(i);
  }

  expect((await read(slow, 3)).map(({ changes }) => changes[0]?.score)).toEqual([47, 48, 49]);
});

test('a slow subscriber of many lines is told FELL_BEHIND, and goes on after its cursor without a gap', async () => {
  const { memory, feed } = openFeed({ bufferLimit: 10 });
  const slow = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const quick = await feed.queueChanges(SYSTEM.rows, ALL, null);
  const { cursor } = await readOne(slow);
  await readOne(quick);

  for (let i = 0; i < 50; i += 1) {
    memory.appendQueue(entered(`L${i}`, i));
    await readOne(quick);
  }

  await expect(slow.next()).rejects.toMatchObject({ code: 'FELL_BEHIND', details: { cursor } });
  const again = await feed.queueChanges(SYSTEM.rows, ALL, cursor);
  expect(linesOf(await read(again, 50))).toEqual(Array.from({ length: 50 }, (_, i) => `L${i}`));
});

test('a slow subscriber of the first lines gets the lines anew', async () => {
  const { memory, feed } = openFeed({ bufferLimit: 4 });
  const slow = await feed.queueChanges(SYSTEM.rows, { ...ALL, first: 3 }, null);
  const quick = await feed.queueChanges(SYSTEM.rows, ALL, null);
  await Promise.all([readOne(slow), readOne(quick)]);

  for (let i = 0; i < 20; i += 1) {
    memory.appendQueue(entered(`L${i}`, i));
    await readOne(quick);
  }
  const renewed = await readOne(slow);
  memory.appendQueue(left('L19', 19));

  expect(renewed.snapshot?.map(({ lineId }) => lineId)).toEqual(['L19', 'L18', 'L17']);
  expect(linesOf([await readOne(slow)])).toEqual(['L19', 'L16']);
});
