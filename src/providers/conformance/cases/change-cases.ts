import assert from 'node:assert/strict';
import { judgeSweep } from '../../judge-sweep.ts';
import { keyOf } from '../../../domain/record/record.ts';
import type { Bench } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import { createFollower } from '../follower.ts';

/** Groups 5 and 6: changes that sources like to hide, and what is gone. */
export const CHANGE_CASES: readonly ConformanceCase[] = [
  {
    id: 'C05.1',
    title: 'brings a change of an order that moves nothing but its state',
    needs: ['changeState'],
    run: (bench) => learnsOf(bench, 'changeState'),
  },
  {
    id: 'C05.2',
    title: 'brings to an order what changed beneath it',
    needs: ['changeChild'],
    run: (bench) => learnsOf(bench, 'changeChild'),
  },
  {
    id: 'C06.1',
    title: 'brings a deletion',
    needs: ['remove'],
    run: async (bench) => {
      const follower = createFollower(bench, bench.provider);
      await follower.catchUp();
      const ref = await bench.does('remove');
      assert(await follower.learnsGone(ref), `expected ${ref.kind} ${ref.key} to be gone, it is not noticed`);
    },
  },
  {
    id: 'C06.2',
    title: 'brings a cancellation',
    needs: ['cancel'],
    run: (bench) => learnsOf(bench, 'cancel'),
  },
  {
    id: 'C06.3',
    title: 'removes nothing when the source shows nothing any more',
    needs: ['empty'],
    run: async ({ source, provider, kinds, readAll, open }) => {
      const emptied = open(source.empty);
      for (const kind of kinds) {
        const pages = await readAll(provider, kind);
        const known = pages.flatMap(({ records }) => records.map(({ record }) => keyOf(record)));
        const last = pages.at(-1);
        const now = [...(last ? await readAll(emptied, kind, last.cursor) : []), ...(await readAll(emptied, kind))];
        assert.deepEqual(
          now.flatMap(({ deletes }) => deletes),
          [],
          `${kind}: told as deleted`,
        );
        const listed = new Set(now.flatMap(({ records }) => records.map(({ record }) => keyOf(record))));
        if (known.length > 0 && listed.size === 0)
          assert.equal(judgeSweep({ known, listed, maxGoneRatio: 1 }).status, 'refused');
      }
    },
  },
];

async function learnsOf(bench: Bench, deed: 'changeState' | 'changeChild' | 'cancel'): Promise<void> {
  const follower = createFollower(bench, bench.provider);
  await follower.catchUp();
  const ref = await bench.does(deed);
  assert(await follower.learns(ref), `expected news of ${ref.kind} ${ref.key}, came none`);
}
