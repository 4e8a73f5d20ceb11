import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurn } from '../../src/store/in-turn.ts';

it('starts works in their order, each before the one before has ended', async () => {
  const told: string[] = [];
  const work = (name: string) => async () => {
    told.push(`${name} begins`);
    await sleep(30);
    told.push(`${name} ends`);
  };

  await inTurn([work('a'), work('b')]);

  expect(told).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
});

it('throws the first failure, once all have ended', async () => {
  let isEnded = false;
  const fails = (why: string) => () => Promise.reject(new Error(why));
  const slow = async () => {
    await sleep(30);
    isEnded = true;
  };

  await expect(inTurn([fails('one'), slow, fails('another')])).rejects.toThrow('one');

  expect(isEnded).toBe(true);
});
