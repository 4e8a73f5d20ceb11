import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCloudEvent, toCloudEvent } from '../../src/events/cloud-event.ts';
import { event, june, line, placed, shipped } from '../domain/given.ts';

const events = [
  placed,
  shipped('shipment.delivered', 12, 'SH-1', 4),
  event('line.repromised', 5, { ...line, promise: { promisedShipBy: null, promisedDeliverBy: june(14) } }),
];

describe('an event as CloudEvents writes it', () => {
  it('comes back as it went, through JSON', () => {
    for (const told of events) {
      const traced = { ...told, sequence: '7', correlationId: 'c-1', causationId: 'e-1' };

      expect(parseCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(told))))).toEqual(told);
      expect(parseCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(traced))))).toEqual(traced);
    }
  });

  it('carries the attributes of the standard, and leaves out what is not known', () => {
    expect(toCloudEvent(placed)).toEqual({
      specversion: '1.0',
      id: placed.id,
      source: 'erp',
      type: 'promisegraph.order.placed',
      subject: 'any/thing',
      time: june(1),
      datacontenttype: 'application/json',
      data: placed.data,
    });
  });

  it('may be written with any offset, and with our type without its prefix', () => {
    const wire = { ...toCloudEvent(placed), type: 'order.placed', time: '2013-06-01T14:00:00+02:00' };

    expect(parseCloudEvent(wire)).toMatchObject({ type: 'order.placed', time: june(1) });
  });
});

describe('an event from outside that is refused', () => {
  const wire = toCloudEvent(placed);

  it.each([
    [{ ...wire, specversion: '0.3' }, /specversion/],
    [{ ...wire, type: 'order.lost' }, /type/],
    [{ ...wire, time: 'yesterday' }, /time: expected an instant/],
    [{ ...wire, source: 'two words' }, /source: expected 1 to 100 characters without spaces/],
    [{ ...wire, data: { header: { id: 'SO-1' }, lines: [] } }, /header\.customerId/],
    [{ ...wire, data: undefined }, /the event|data/],
  ])('names the attribute and the event', (json, message) => {
    expect(() => parseCloudEvent(json)).toThrow(message);
    expect(() => parseCloudEvent(json)).toThrow(`event ${placed.id}: `);
  });

  it.each([null, 7, 'text', []])('says so of %j', (json) => {
    expect(() => parseCloudEvent(json)).toThrow(/^event without id: /);
  });

  it('is told of by INPUT_INVALID, whatever came', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(wire)), (junk, key) => {
        try {
          parseCloudEvent({ ...wire, [key]: junk });
        } catch (error) {
          expect(error).toMatchObject({ code: 'INPUT_INVALID' });
        }
      }),
    );
  });
});
