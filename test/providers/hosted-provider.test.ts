import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { defineProvider, type ActionObservation } from '../../src/providers/define-provider.ts';
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

const NOTE = { orderId: 'SO-1', text: 'call' };
const KEY = { idempotencyKey: 'k' };

describe('an action', () => {
  it.each([
    ['an action that is not there', 'explode', {}, 'expected one of its actions (hold, release, note), came "explode"'],
    ['an inherited name', 'toString', {}, 'came "toString"'],
    ['input that does not fit', 'note', { orderId: 'SO-1' }, 'text: expected string, came nothing'],
  ])('is refused before it reaches the source: %s', async (_what, name, input, expected) => {
    const { source, provider } = openMemory();

    await expect(provider.act(name, input, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: containing(expected),
    });
    expect(source.calls).toEqual([]);
  });

  it('is refused without a key', async () => {
    const { source, provider } = openMemory();

    await expect(provider.act('note', NOTE, { idempotencyKey: '' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(source.calls).toEqual([]);
  });

  it('is tried again with the same key when the way to the source fails, and acts once', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'act', error: RESET });

    expect(await provider.act('note', NOTE, KEY)).toMatchObject({ status: 'applied' });
    expect(source.notes).toHaveLength(1);
  });

  it('is applied when the source did it and every answer got lost', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'act', isAfter: true, error: RESET, times: 99 });

    expect(await provider.act('note', NOTE, KEY)).toMatchObject({ status: 'applied' });
    expect(source.notes).toHaveLength(1);
  });

  it('is unknown when no answer came and it is not seen: it may still be on its way', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'act', error: RESET, times: 99 });

    expect(await provider.act('note', NOTE, KEY)).toMatchObject({ status: 'unknown' });
    expect(source.notes).toEqual([]);
  });

  it('is unavailable, and not asked for, when the source is out of reach before', async () => {
    const { source, provider } = openMemory();
    source.inject({ on: 'observe', error: RESET, times: 99 });

    await expect(provider.act('note', NOTE, KEY)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(source.calls.some(({ name }) => name === 'act')).toBe(false);
  });
});

describe('the verdict on an action', () => {
  const applied = { status: 'applied', sourceReference: null } as const;
  const notApplied = { status: 'notApplied' } as const;

  it.each<[string, () => Promise<void>, (ActionObservation | string)[], string]>([
    ['what it says is not what it shows', () => Promise.resolve(), [notApplied, notApplied], 'rejected'],
    [
      'what it shows does not tell',
      () => Promise.resolve(),
      [notApplied, { status: 'unknown', reason: '?' }],
      'unknown',
    ],
    ['what it shows cannot be read', () => Promise.resolve(), [notApplied, 'nobody answers'], 'unknown'],
    ['it refuses what an earlier attempt did', () => refuse('it is released'), [notApplied, applied], 'applied'],
    ['it refuses', () => refuse('it is shipped'), [notApplied, notApplied], 'rejected'],
    ['the record has moved since the plan', moved, [notApplied, notApplied], 'conflict'],
    ['it was done before', () => Promise.reject(new Error('never asked')), [applied], 'alreadyApplied'],
  ])('comes from reading back: %s', async (_what, execute, looks, status) => {
    const left: (ActionObservation | string)[] = [...looks];
    let asked = 0;
    const odd = defineProvider({
      type: 'odd',
      config: z.object({}),
      reads: () => ['order'],
      connect: () => ({}),
      check: () => Promise.resolve({ detail: 'odd' }),
      async *read() {},
      actions: {
        release: {
          input: z.object({}),
          plan: () => Promise.resolve({ status: 'ready', version: null, changes: [] }),
          execute: () => {
            asked += 1;
            return execute();
          },
          observe: () => {
            const look = left.shift();
            return typeof look === 'object' ? Promise.resolve(look) : Promise.reject(new Error(look));
          },
        },
      },
    });
    const provider = openHost([{ definition: odd.definition, settings: { id: 'odd' } }]).get('odd');

    expect(await provider.act('release', {}, { idempotencyKey: 'k' })).toMatchObject({ status });
    expect(asked).toBe(status === 'alreadyApplied' ? 0 : 1);
  });

  function moved(): Promise<never> {
    return Promise.reject(new AppError('VERSION_CONFLICT', 'expected version 1, came 2'));
  }

  function refuse(reason: string): Promise<never> {
    return Promise.reject(new AppError('PROVIDER_REJECTED', reason));
  }
});
