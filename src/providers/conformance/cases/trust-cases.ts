import assert from 'node:assert/strict';
import { addMs, toInstant } from '../../../domain/time.ts';
import { messageOf } from '../../../errors.ts';
import type { Bench } from '../bench.ts';
import type { ConformanceCase } from '../case.ts';
import { shown } from '../bench.ts';

/** Groups 10 and 11: an earlier time, and what nobody may see or send. */
export const TRUST_CASES: readonly ConformanceCase[] = [
  {
    id: 'C10.1',
    title: 'tells as of an earlier time what a read at that time told',
    needs: ['change'],
    notOffered: ({ offers }) => (offers.some(({ asOf }) => asOf) ? null : 'tells of no earlier time'),
    run: async (bench) => {
      const { provider, source, readAll } = bench;
      for (const { kind } of provider.offers.filter(({ asOf }) => asOf)) {
        const recorded = await readAll(provider, kind);
        const at = source.now?.() ?? toInstant(new Date());
        await bench.does('change');
        const told = [];
        for await (const page of provider.readAsOf(kind, at, new AbortController().signal)) told.push(page);
        assert.deepEqual(shown(told), shown(recorded), kind);
      }
    },
  },
  {
    id: 'C11.1',
    title: 'shows no secret in settings, answers, errors and logs',
    notOffered: (_, { secrets = [] }) => (secrets.length > 0 ? null : 'its configuration has no secrets'),
    run: async (bench) => {
      const { source, provider, open, log } = bench;
      const told = [JSON.stringify([provider.describe(), await provider.check(), await provider.discover()])];
      for (const configured of [source.unreachable, source.wrongCredentials])
        if (configured) told.push(...(await troublesOf(bench, open(configured))));
      for (const secret of source.secrets ?? []) {
        assert(!told.join('\n').includes(secret), 'a secret is told');
        assert(!log.text().includes(secret), 'a secret is logged');
      }
    },
  },
  {
    id: 'C11.2',
    title: 'refuses a webhook that is not signed',
    notOffered: ({ webhook }) => (webhook ? null : 'takes no webhooks'),
    run: async ({ provider }) => {
      const request = { headers: {}, body: Buffer.from('{"kinds":["order"]}') };
      await assert.rejects(async () => provider.webhook?.(request), isForbidden);
    },
  },
  {
    id: 'C11.3',
    title: 'takes a signed webhook as a hint, and refuses one whose body was changed',
    needs: ['webhook'],
    notOffered: ({ webhook }) => (webhook ? null : 'takes no webhooks'),
    run: async ({ provider, source }) => {
      const request = await source.webhook?.();
      assert(request, 'expected a request');
      const hints = await provider.webhook?.(request);
      assert(hints && hints.length > 0, 'expected a hint');
      const changed = { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) };
      await assert.rejects(async () => provider.webhook?.(changed), isForbidden);
    },
  },
  {
    id: 'C11.4',
    title: 'refuses a webhook that was signed six minutes ago, where the source signs the time',
    needs: ['webhook'],
    notOffered: ({ webhook }) => (webhook ? null : 'takes no webhooks'),
    run: async ({ provider, source }) => {
      const now = source.now?.() ?? toInstant(new Date());
      const request = await source.webhook?.(addMs(now, -360_000));
      assert(request, 'expected a request');
      await assert.rejects(async () => provider.webhook?.(request), isForbidden);
    },
  },
];

function isForbidden(error: { code?: unknown }): boolean {
  return error.code === 'FORBIDDEN';
}

async function troublesOf({ kinds }: Bench, provider: ReturnType<Bench['open']>): Promise<string[]> {
  const told = [JSON.stringify(await provider.check())];
  const [kind = 'order'] = kinds;
  try {
    for await (const _ of provider.read(kind, null, new AbortController().signal)) break;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      told.push(messageOf(cause), cause.stack ?? '', JSON.stringify(cause));
  }
  return told;
}
