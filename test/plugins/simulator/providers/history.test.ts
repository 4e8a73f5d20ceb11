import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, RECORD_KINDS, type CanonicalRecord } from '../../../../src/domain/record/record.ts';
import type { Cursor } from '../../../../src/providers/define-provider.ts';
import { containing } from '../../../providers/containing.ts';
import { practice, readOn, SYSTEMS, type OpenSystems, type SystemId } from '../practice.ts';

const IDS = Object.keys(SYSTEMS) as SystemId[];
/** Real time that a test lets pass: at speed 60 a working afternoon. */
const PASSES_MS = 5 * 60_000;

type Book = Map<string, CanonicalRecord>;

/** What all systems have after these cursors, on top of what a book has. */
async function readInto(book: Book, cursors: Map<string, Cursor>, { get }: OpenSystems): Promise<void> {
  for (const id of IDS) {
    for (const kind of get(id).kinds) {
      const { records, cursor } = await readOn(get(id), kind, cursors.get(`${id} ${kind}`) ?? null);
      for (const record of records) book.set(`${id} ${kind} ${keyOf(record)}`, record);
      cursors.set(`${id} ${kind}`, cursor);
    }
  }
}

async function readAtOnce(passesMs: number): Promise<Book> {
  const { open, wall } = practice();
  const systems = open();
  systems.world.clock();
  wall.ms += passesMs;
  const book: Book = new Map();
  await readInto(book, new Map(), systems);
  return book;
}

describe('the history of a simulated distributor', () => {
  it('is the same at any speed, however often and in what pages it is read, whatever is looked up meanwhile', async () => {
    const expected = await readAtOnce(PASSES_MS);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom(30, 60, 240, 1000),
        async (steps, pageSize, speed) => {
          const { open, wall, distributor } = practice();
          const systems = open(distributor({ speed }), pageSize);
          systems.world.clock();
          const total = steps.reduce((sum, step) => sum + step, 0);
          const book: Book = new Map();
          const cursors = new Map<string, Cursor>();
          let behind = 0;
          for (const step of steps) {
            behind += step;
            wall.ms = Math.round(((PASSES_MS * 60) / speed) * (behind / total));
            await readInto(book, cursors, systems);
            await systems.get('sim-erp').lookup?.('order', ['no such order']);
          }
          expect(Object.fromEntries(book)).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: 5 },
    );
  });

  it('is the same after a stop and after a kill', async () => {
    const expected = await readAtOnce(PASSES_MS);
    const { open, wall, killed } = practice();
    const book: Book = new Map();
    const cursors = new Map<string, Cursor>();

    const first = open();
    first.world.clock();
    wall.ms += PASSES_MS / 2;
    await readInto(book, cursors, first);
    await first.host.close();
    wall.ms += 999_999;
    const second = open();
    await readInto(book, cursors, second);
    killed();
    const third = open();
    const left = Date.parse(third.world.clock());
    await readInto(book, cursors, third);

    const ahead = await readAtOnce((left - Date.parse('2026-03-03T15:00:00.000Z')) / 60);
    expect(Object.fromEntries(book)).toEqual(Object.fromEntries(ahead));
    expect(book.size).toBeLessThanOrEqual(expected.size);
  });

  it('is told by its changes alone: what was read last is what a look-up shows', async () => {
    const { open, wall } = practice();
    const systems = open();
    const book: Book = new Map();
    const cursors = new Map<string, Cursor>();
    const differ: string[] = [];

    for (const passesMs of [0, 7_000, 61_000, 150_000]) {
      wall.ms += passesMs;
      await readInto(book, cursors, systems);
      for (const id of IDS) {
        for (const kind of systems.get(id).kinds) {
          const read = [...book].filter(([key]) => key.startsWith(`${id} ${kind} `)).map(([, record]) => record);
          const shown = (await systems.get(id).lookup?.(kind, read.map(keyOf))) ?? [];
          for (const [index, record] of read.entries())
            if (!isDeepStrictEqual(record, shown[index])) differ.push(`${id} ${kind} ${keyOf(record)} at ${wall.ms}`);
        }
      }
    }

    expect(differ).toEqual([]);
  });

  it('shows nothing that lies after its clock but what is expected, promised or requested', async () => {
    const { open, wall } = practice();
    const systems = open();
    const leaks: string[] = [];

    for (const passesMs of [0, 1_000, 30_000, 240_000]) {
      wall.ms += passesMs;
      const book: Book = new Map();
      await readInto(book, new Map(), systems);
      const now = systems.world.clock();
      for (const [key, record] of book)
        leaks.push(
          ...instantsIn(record)
            .filter(({ at }) => at > now)
            .map(({ path }) => `${key} ${path}`),
        );
    }

    expect(leaks).toEqual([]);
  });

  it('is shown by one system each: no two show the same record', async () => {
    const systems = practice().open();
    const seen = new Map<string, string>();
    const twice: string[] = [];

    for (const id of IDS) {
      for (const kind of systems.get(id).kinds) {
        for (const record of (await readOn(systems.get(id), kind)).records) {
          const key = `${kind} ${keyOf(record)}`;
          if (seen.has(key)) twice.push(`${key}: ${seen.get(key)} and ${id}`);
          seen.set(key, id);
        }
      }
    }

    expect(twice).toEqual([]);
    const kinds = new Set(IDS.flatMap((id) => systems.get(id).kinds));
    expect(RECORD_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('says everywhere that it is simulated', async () => {
    const systems = practice().open();
    const checks = await Promise.all(IDS.map((id) => systems.get(id).check()));
    const names: string[] = [];
    for (const [id, kind] of [
      ['sim-crm', 'customer'],
      ['sim-erp', 'item'],
      ['sim-wms', 'site'],
    ] as const) {
      for (const record of (await readOn(systems.get(id), kind)).records) if ('name' in record) names.push(record.name);
    }

    for (const check of checks) expect(check).toMatchObject({ ok: true, detail: containing('simulated') });
    expect(names.filter((name) => !/simulated/i.test(name))).toEqual([]);
  });

  it('is another for another seed', async () => {
    const [one, other] = await Promise.all(
      [7, 8].map(async (seed) => {
        const { open, distributor } = practice();
        return (await readOn(open(distributor({ seed })).get('sim-erp'), 'order')).records;
      }),
    );

    expect(other).not.toEqual(one);
  });

  it('does not go on in a book that was filled from another one', async () => {
    const { open, distributor } = practice();
    const { cursor } = await readOn(open().get('sim-crm'), 'customer');
    const other = practice();

    const reading = readOn(other.open(other.distributor({ seed: 8 })).get('sim-crm'), 'customer', cursor);

    await expect(reading).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: containing('another simulated') });
    expect(() => distributor({ scale: 0.02 }).use()).toThrow(/was made with scale 0\.01, came 0\.02/);
  });
});

/** Every instant in a record that tells of something that happened. */
function instantsIn(value: unknown, path = ''): readonly { path: string; at: string }[] {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT/.test(value) && !TOLD_AHEAD.test(path) ? [{ path, at: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => instantsIn(member, `${path}.${name}`));
}

const TOLD_AHEAD = /\.(expectedAt|etaAt|expiresAt|requestedDeliverBy|promisedShipBy|promisedDeliverBy)$/;
