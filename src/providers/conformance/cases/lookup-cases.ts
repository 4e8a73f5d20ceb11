import assert from 'node:assert/strict';
import { keyOf, type RecordKind } from '../../../domain/record/record.ts';
import type { HostedProvider } from '../../host.ts';
import type { Bench } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';

const UNKNOWN = 'no-such-key';

function offersLookup({ lookup }: HostedProvider): string | null {
  return lookup ? null : 'looks nothing up';
}

/** Group 7: asking for records by their keys. */
export const LOOKUP_CASES: readonly ConformanceCase[] = [
  {
    id: 'C07.1',
    title: 'looks up one slot per key, in the order of the keys, null for an unknown one, duplicates included',
    notOffered: offersLookup,
    run: async (bench) => {
      for (const kind of bench.kinds) {
        const keys = (await keysOf(bench, kind)).slice(0, 3);
        const asked = [UNKNOWN, ...keys.toReversed(), ...keys.slice(0, 1)];
        assert.deepEqual(await lookedUp(bench.provider, kind, asked), [null, ...asked.slice(1)], kind);
      }
    },
  },
  {
    id: 'C07.2',
    title: 'looks up no keys and five hundred keys',
    notOffered: offersLookup,
    run: async (bench) => {
      for (const kind of bench.kinds) {
        const keys = (await keysOf(bench, kind)).slice(0, 250);
        const asked = Array.from({ length: 500 }, (_, at) => keys[at] ?? `${UNKNOWN}-${at}`);
        assert.deepEqual(await lookedUp(bench.provider, kind, []), []);
        assert.deepEqual(
          await lookedUp(bench.provider, kind, asked),
          asked.map((key) => (keys.includes(key) ? key : null)),
          kind,
        );
      }
    },
  },
  {
    id: 'C07.3',
    title: 'looks up other records beside one that it may not see',
    needs: ['forbidden'],
    notOffered: offersLookup,
    run: async (bench) => {
      const { kind, key } = bench.source.forbidden ?? { kind: 'order', key: '' };
      const [known = UNKNOWN] = await keysOf(bench, kind);
      assert.deepEqual(await lookedUp(bench.provider, kind, [key, known]), [null, known]);
    },
  },
  {
    id: 'C07.4',
    title: 'asks the source as often for fifty keys as for two',
    needs: ['faulty'],
    notOffered: offersLookup,
    run: async (bench) => {
      const { provider, proxy } = await bench.openFaulty();
      for (const kind of bench.kinds) {
        const keys = (await keysOf(bench, kind)).slice(0, 50);
        await lookedUp(provider, kind, keys.slice(0, 1)); // signs in
        const before = proxy.requests();
        await lookedUp(provider, kind, keys.slice(0, 2));
        const forTwo = proxy.requests() - before;
        await lookedUp(provider, kind, keys);
        const forAll = proxy.requests() - before - forTwo;
        assert(forAll <= forTwo, `${kind}: expected ${forTwo} requests, came ${forAll}`);
      }
    },
  },
];

async function keysOf({ provider, readAll }: Bench, kind: RecordKind): Promise<string[]> {
  const pages = await readAll(provider, kind);
  return [...new Set(pages.flatMap(({ records }) => records.map(({ record }) => keyOf(record))))];
}

async function lookedUp(
  { lookup }: HostedProvider,
  kind: RecordKind,
  keys: readonly string[],
): Promise<(string | null)[]> {
  const slots = (await lookup?.(kind, keys)) ?? [];
  return slots.map((slot) => slot && keyOf(slot));
}
