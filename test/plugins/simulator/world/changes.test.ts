import { describe, expect, it } from 'vitest';
import type { StateKind } from '../../../../plugins/simulator/world/state.ts';
import { RECORD_KINDS } from '../../../../src/domain/record/record.ts';
import { day, smallWorld, worldAfter } from './small-world.ts';

describe('the log of changes', () => {
  it('names every thing once with its newest change, and finds it by its id', () => {
    const world = worldAfter(8);

    for (const kind of RECORD_KINDS) {
      const changes = world.changesAfter(kind, 0, Number.POSITIVE_INFINITY);
      const ids = changes.map(({ id }) => id);
      expect(new Set(ids).size, kind).toBe(ids.length);
      expect(ids.length, kind).toBe([...world.all(kind)].length);
      expect(
        changes.every(({ sequence }, index) => index === 0 || sequence > (changes[index - 1]?.sequence ?? 0)),
      ).toBe(true);
      for (const { id, at } of changes) expect(world.get(kind, id)?.changedAt, `${kind} ${id}`).toBe(at);
    }
  });

  it('goes on from where a reader stands, page by page', () => {
    const world = worldAfter(2);
    const seen = world.sequence;
    world.advance(day(3));
    const all = world.changesAfter('order', seen, Number.POSITIVE_INFINITY);
    const paged: unknown[] = [];
    for (let after = seen; ;) {
      const page = world.changesAfter('order', after, 7);
      paged.push(...page);
      after = page.at(-1)?.sequence ?? after;
      if (page.length === 0) break;
    }

    expect(paged).toEqual(all);
    expect(all.every(({ sequence }) => sequence > seen)).toBe(true);
    expect(world.changesAfter('order', world.sequence, 7)).toEqual([]);
  });

  it('misses no change: what is not named looks as it did', () => {
    const world = worldAfter(4);
    const kinds = Object.keys(CHANGING) as readonly (keyof typeof CHANGING)[];
    const before = new Map(kinds.map((kind) => [kind, shown(kind)]));
    const seen = world.sequence;
    world.advance(day(5));

    for (const kind of kinds) {
      const named = new Set(world.changesAfter(kind, seen, Number.POSITIVE_INFINITY).map(({ id }) => id));
      for (const [id, look] of shown(kind))
        if (!named.has(id)) expect(look, `${kind} ${id}`).toBe(before.get(kind)?.get(id));
    }

    function shown(kind: keyof typeof CHANGING): ReadonlyMap<string, string> {
      return new Map(
        world.changesAfter(kind, 0, Number.POSITIVE_INFINITY).map(({ id }) => [id, lookOf(kind, world.get(kind, id))]),
      );
    }
  });

  it('is empty where none is kept', () => {
    const world = worldAfter(1, { record: false });

    expect(world.changesAfter('order', 0, 10)).toEqual([]);
    expect(world.sequence).toBeGreaterThan(0);
  });

  it('finds nothing by ids that it does not have', () => {
    const world = smallWorld();

    for (const id of ['', 'SO-0', 'SO-01', 'ITEM-1', 'ITEM-1@ATL@x', 'XYZ', 'ITEM-9999@ATL', '__proto__'])
      for (const kind of ['order', 'shipment', 'site', 'carrierService', 'exception'] as const)
        expect(world.get(kind, id)).toBeUndefined();
    expect(world.get('inventory', 'ITEM-9999@ATL')).toBeUndefined();
    expect(world.get('inventory', 'ITEM-1@ATL')).toMatchObject({ itemId: 'ITEM-1', siteId: 'ATL' });
  });
});

/** What may change of a thing of each kind. */
const CHANGING = {
  site: ['openLines', 'queuedHours', 'crew'],
  customer: ['creditUsedMinor'],
  carrierService: ['linesBooked'],
  order: ['holds', 'lines', 'cancelled'],
  inventory: ['onHand', 'allocated', 'lots'],
  supply: ['expectedAt', 'receivedAt', 'quantity'],
  shipment: ['etaAt', 'failedAt', 'deliveredAt', 'lines'],
  exception: ['assignedTo', 'resolution', 'resolvedAt'],
  condition: ['clearedAt'],
  invoice: ['disputedAt'],
  return: ['receivedAt'],
} as const satisfies Partial<Record<StateKind, readonly string[]>>;

const OF_LINE =
  'allocated backordered picked shipped siteId itemId carrierServiceId promisedShipBy promisedDeliverBy status'.split(
    ' ',
  );

function lookOf(kind: keyof typeof CHANGING, thing: object | undefined): string {
  return JSON.stringify(CHANGING[kind].map((key) => plain(thing && Reflect.get(thing, key), kind)));
}

function plain(value: unknown, kind: StateKind): unknown {
  if (!Array.isArray(value) || kind !== 'order') return value;
  const each: readonly object[] = value;
  return each.map((part) => ['id', ...OF_LINE].map((key): unknown => Reflect.get(part, key)));
}
