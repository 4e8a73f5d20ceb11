import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineProvider } from '../../src/providers/define-provider.ts';
import { containing } from './containing.ts';
import { order } from './given-records.ts';
import { openHost, openMemory, RESET } from './open-host.ts';

describe('a lookup', () => {
  it.each([
    ['too few slots', [null], 'expected 2 slots, one per key, came 1'],
    ['no list', 'none', 'expected 2 slots, one per key, came "none"'],
    ['another record in a slot', [null, order('SO-9', [])], 'expected order "SO-2" in its slot, came "SO-9"'],
    ['what is no record', [null, { kind: 'order' }], 'id: expected string, came nothing'],
    ['nothing at all in a slot', [null, undefined], 'came one where expected object, came nothing'],
  ])('is refused as a broken contract when it answers with %s', async (_what, slots, expected) => {
    const odd = defineProvider({
      type: 'odd',
      config: z.object({}),
      reads: () => ['order'],
      connect: () => ({}),
      check: () => Promise.resolve({ detail: 'odd' }),
      async *read() {},
      lookup: () => Promise.resolve(slots as unknown[]),
    });
    const provider = openHost([{ definition: odd.definition, settings: { id: 'odd' } }]).get('odd');

    const looked = provider.lookup?.('order', ['SO-1', 'SO-2']);

    await expect(looked).rejects.toMatchObject({
      code: 'PROVIDER_CONTRACT',
      message: containing(expected),
    });
  });
});

describe('an action', () => {
  it.each([
    ['an action that is not there', 'explode', {}, 'expected one of its actions (hold, release, note), came "explode"'],
    ['an inherited name', 'toString', {}, 'came "toString"'],
    ['input that does not fit', 'note', { orderId: 'SO-1' }, 'text: expected string, came nothing'],
  ])('is refused before it reaches the source: %s', async (_what, name, input, expected) => {
    const { source, provider } = openMemory();

    await expect(provider.act(name, input, 'k')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: containing(expected),
    });
    expect(source.calls).toEqual([]);
  });

  it('is tried again with the same key when the way to the source fails, and acts once', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'act', error: RESET });

    await provider.act('note', { orderId: 'SO-1', text: 'call' }, 'k');

    expect(source.notes).toHaveLength(1);
  });
});
