import assert from 'node:assert/strict';
import { z } from 'zod';
import { keyOf } from '../../../domain/record/record.ts';
import type { Cursor } from '../../define-provider.ts';
import { jsonCopy, shown } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import { createFollower } from '../follower.ts';

/** Pages of a kind after which going on is tried. */
const EDGES = 4;

const TimeCursor = z.looseObject({ at: z.string() });

/** Groups 3 and 4: going on from a cursor, also past a change that shows late. */
export const CURSOR_CASES: readonly ConformanceCase[] = [
  {
    id: 'C03.1',
    title: 'gives cursors of plain JSON',
    run: async ({ provider, kinds, readAll }) => {
      for (const kind of kinds)
        for (const { cursor } of await readAll(provider, kind)) assert.deepEqual(jsonCopy(cursor), cursor);
    },
  },
  {
    id: 'C03.2',
    title: 'goes on from any page with what comes after it, in a process that knows only the cursor',
    run: async ({ provider, kinds, readAll, open }) => {
      const other = open();
      for (const kind of kinds) {
        const pages = await readAll(provider, kind);
        for (const [index, { cursor }] of pages.slice(0, EDGES).entries()) {
          const rest = await readAll(other, kind, jsonCopy(cursor));
          assert.deepEqual(shown(rest), shown(pages.slice(index + 1)), `${kind}, after page ${index + 1}`);
        }
      }
    },
  },
  {
    id: 'C03.3',
    title: 'reads nothing from a cursor that lies after everything',
    notOffered: ({ offers }, { farFuture }) =>
      (farFuture ?? offers.some(({ cursor, overlapMs }) => cursor !== null && overlapMs > 0))
        ? null
        : 'its cursors are no times',
    run: async ({ source, provider, kinds, readAll }) => {
      const future = source.farFuture ?? ((_, cursor) => inFarFuture(cursor));
      for (const { kind } of provider.offers.filter(({ cursor, kind }) => cursor !== null && kinds.includes(kind))) {
        const last = (await readAll(provider, kind)).at(-1);
        if (!last) continue;
        const pages = await readAll(provider, kind, future(kind, last.cursor));
        assert.equal(pages.flatMap(({ records }) => records).length, 0, kind);
      }
    },
  },
  {
    id: 'C03.4',
    title: 'loses none of several records that bear the very same time',
    needs: ['sameTime'],
    run: async ({ source, provider, readAll, settle }) => {
      const refs = (await source.sameTime?.()) ?? [];
      await settle();
      for (const kind of new Set(refs.map((ref) => ref.kind))) {
        const read = (await readAll(provider, kind)).flatMap(({ records }) =>
          records.map(({ record }) => keyOf(record)),
        );
        const lost = refs.filter((ref) => ref.kind === kind && !read.includes(ref.key));
        assert.deepEqual(lost, []);
      }
    },
  },
  {
    id: 'C03.5',
    title: 'brings what changed to a reader who goes on from the end',
    needs: ['change'],
    run: async (bench) => {
      const follower = createFollower(bench, bench.provider);
      await follower.catchUp();
      const ref = await bench.does('change');
      assert(await follower.learns(ref), `expected news of ${ref.kind} ${ref.key}, came none`);
    },
  },
  {
    id: 'C04.1',
    title: 'brings a change that shows only after the cursor has passed the time that it bears',
    needs: ['changeLate', 'change'],
    run: async (bench) => {
      const follower = createFollower(bench, bench.provider);
      await follower.catchUp();
      const late = await bench.source.changeLate?.();
      assert(late, 'expected a late change');
      await bench.does('change');
      await follower.catchUp();
      await late.commit();
      await bench.settle();
      assert(
        await follower.learns(late),
        `expected news of ${late.kind} ${late.key}, came none: is overlapMs long enough?`,
      );
    },
  },
];

function inFarFuture(cursor: Cursor): Cursor {
  const parsed = TimeCursor.safeParse(cursor);
  return parsed.success ? z.json().parse({ ...parsed.data, at: '2999-01-01T00:00:00.000Z' }) : cursor;
}
