import assert from 'node:assert/strict';
import { keyOf, RECORDS } from '../../../domain/record/record.ts';
import { shown } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import { createFollower } from '../follower.ts';

/** Group 2: a read from the start. */
export const FULL_READ_CASES: readonly ConformanceCase[] = [
  {
    id: 'C02.1',
    title: 'gives records that fit their kind, and sets others aside with place and reason',
    run: async ({ provider, kinds, readAll }) => {
      for (const kind of kinds) {
        for (const page of await readAll(provider, kind)) {
          for (const { record } of page.records) assert.deepEqual(RECORDS[kind].parse(record), record);
          for (const row of page.unreadable) {
            assert.notEqual(row.location, '', 'expected a place');
            assert.notEqual(row.reason, '', 'expected a reason');
            assert('payload' in row, 'expected a payload');
          }
        }
      }
    },
  },
  {
    id: 'C02.2',
    title: 'says the same when it is read from the start again',
    run: async ({ provider, kinds, readAll }) => {
      for (const kind of kinds)
        assert.deepEqual(shown(await readAll(provider, kind)), shown(await readAll(provider, kind)), kind);
    },
  },
  {
    id: 'C02.3',
    title: 'states each key once in a read',
    run: async (bench) => {
      const { rejected } = await createFollower(bench, bench.provider).catchUp();
      assert.deepEqual(rejected, []);
    },
  },
  {
    id: 'C02.4',
    title: 'brings nothing new when nothing changed, read on or from the start',
    run: async (bench) => {
      const follower = createFollower(bench, bench.provider);
      await follower.catchUp();
      assert.equal((await follower.catchUp()).events, 0, 'read on');
      assert.equal((await follower.fromStart()).events, 0, 'read from the start');
    },
  },
  {
    id: 'C02.5',
    title: 'lists the same keys as it reads',
    notOffered: ({ listKeys }) => (listKeys ? null : 'lists no keys'),
    run: async ({ provider, kinds, readAll }) => {
      const swept = provider.offers.filter(({ kind, sweep }) => sweep === 'keys' && kinds.includes(kind));
      for (const { kind } of swept) {
        const listed: string[] = [];
        for await (const keys of provider.listKeys?.(kind, new AbortController().signal) ?? []) listed.push(...keys);
        const read = (await readAll(provider, kind)).flatMap(({ records }) =>
          records.map(({ record }) => keyOf(record)),
        );
        assert.deepEqual([...new Set(listed)].sort(), [...new Set(read)].sort(), kind);
      }
    },
  },
];
