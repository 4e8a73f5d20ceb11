import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEvents, Envelope, readStamp, stampOf } from '../../../src/domain/event/event.ts';
import { envelopes } from '../arbitraries.ts';

describe('the order of events', () => {
  it('is by time, then sequence, then source, then id, each compared as text', () => {
    fc.assert(
      fc.property(envelopes, envelopes, (a, b) => {
        const parts = ({ time, sequence, source, id }: Envelope) => [time, sequence ?? '', source, id];
        const differing = parts(a).findIndex((part, index) => part !== parts(b)[index]);
        const expected = differing === -1 ? 0 : (parts(a)[differing] ?? '') < (parts(b)[differing] ?? '') ? -1 : 1;

        expect(compareEvents(a, b)).toBe(expected);
        expect(compareEvents(b, a) + expected).toBe(0);
      }),
    );
  });

  it('is that of their stamps', () => {
    fc.assert(
      fc.property(fc.array(envelopes), (events) => {
        const byEvents = events.toSorted(compareEvents).map(stampOf);

        expect(byEvents).toEqual(events.map(stampOf).sort());
      }),
    );
  });

  it('does not depend on how long a sequence or a source is', () => {
    const one = { time: '2013-06-01T00:00:00.000Z', sequence: '1', source: 'erp', id: 'a' };

    expect(stampOf(one) < stampOf({ ...one, sequence: '10' })).toBe(true);
    expect(stampOf(one) < stampOf({ ...one, source: 'erp-2' })).toBe(true);
    expect(stampOf({ ...one, sequence: null }) < stampOf(one)).toBe(true);
  });
});

describe('a stamp', () => {
  it('tells the time and the source of the event', () => {
    fc.assert(
      fc.property(envelopes, (event) => {
        expect(readStamp(stampOf(event))).toEqual({ time: event.time, source: event.source });
      }),
    );
  });

  it('tells them also when the id holds spaces', () => {
    expect(readStamp('2013-06-01T00:00:00.000Z  erp an id with spaces')).toEqual({
      time: '2013-06-01T00:00:00.000Z',
      source: 'erp',
    });
  });
});

describe('an envelope', () => {
  const envelope = {
    id: 'e1',
    source: 'erp',
    type: 'order.placed',
    subject: 'order/SO-1',
    time: '2013-06-01T00:00:00.000Z',
  };

  it('needs no sequence, correlation or cause', () => {
    expect(Envelope.parse(envelope)).toEqual({ ...envelope, sequence: null, correlationId: null, causationId: null });
  });

  it.each([
    ['a type that is not in the table', { type: 'order.exploded' }],
    ['a local time', { time: '2013-06-01T00:00:00' }],
    ['a day that does not exist', { time: '2013-02-30T00:00:00.000Z' }],
    ['an empty id', { id: '' }],
    ['a source with a space', { source: 'the erp' }],
    ['a sequence with a space', { sequence: '1 2' }],
  ])('is refused with %s', (_what, wrong) => {
    expect(Envelope.safeParse({ ...envelope, ...wrong }).success).toBe(false);
  });
});
