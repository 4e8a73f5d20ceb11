import assert from 'node:assert/strict';
import { RECORDS } from '../../../domain/record/record.ts';
import type { ConformanceCase } from '../case.ts';

/** Group 1: settings, check and discover. */
export const CHECK_CASES: readonly ConformanceCase[] = [
  {
    id: 'C01.1',
    title: 'reads at least one kind, each named once',
    run: async ({ provider }) => {
      assert(provider.kinds.length > 0, 'expected a kind');
      assert.equal(new Set(provider.kinds).size, provider.kinds.length);
    },
  },
  {
    id: 'C01.2',
    title: 'answers a check of a source that is there in one line',
    run: async ({ provider }) => {
      const result = await provider.check();
      assert(result.ok, result.ok ? '' : result.problem);
      assert.match(result.detail, /^[^\n]+$/);
    },
  },
  {
    id: 'C01.3',
    title: 'says of a source that is not there what the problem is, and throws nothing',
    needs: ['unreachable'],
    run: async ({ source, open }) => {
      const result = await open(source.unreachable).check();
      assert(!result.ok, 'expected a problem, came ok');
      assert.notEqual(result.problem, '');
    },
  },
  {
    id: 'C01.4',
    title: 'says of credentials that the source does not know that they are the problem',
    needs: ['wrongCredentials'],
    run: async ({ source, open, kinds }) => {
      const away = open(source.wrongCredentials);
      const result = await away.check();
      assert(!result.ok, 'expected a problem, came ok');
      const [kind = 'order'] = kinds;
      const pages = away.read(kind, null, new AbortController().signal)[Symbol.asyncIterator]();
      await assert.rejects(
        async () => pages.next(),
        (error: { details?: { kind?: unknown } }) => error.details?.kind === 'auth',
        'expected an error of the kind `auth`',
      );
    },
  },
  {
    id: 'C01.5',
    title: 'goes on by itself when its session has ended',
    needs: ['expireSession'],
    run: async ({ source, provider, kinds, readAll }) => {
      const [kind = 'order'] = kinds;
      await readAll(provider, kind);
      await source.expireSession?.();
      await readAll(provider, kind);
      assert((await provider.check()).ok);
    },
  },
  {
    id: 'C01.6',
    title: 'refuses settings that it does not know',
    run: async ({ source, open }) => {
      assert.throws(() => open(source.provider, { noSuchSetting: 1 }), /noSuchSetting/);
    },
  },
  {
    id: 'C01.7',
    title: 'describes every kind that it reads, once, with what it said before it was asked',
    run: async ({ provider }) => {
      const found = await provider.discover();
      assert.deepEqual(
        found.map(({ kind }) => kind),
        [...provider.kinds],
      );
      for (const { kind } of found) assert(kind in RECORDS);
    },
  },
];
