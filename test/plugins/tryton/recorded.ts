import { readFileSync } from 'node:fs';
import { createClient, type TrytonClient } from '../../../plugins/tryton/client.ts';
import { TrytonConfig } from '../../../plugins/tryton/config.ts';
import { kindsOf, TRYTON_KINDS } from '../../../plugins/tryton/kinds/all-kinds.ts';
import type { Loaded } from '../../../plugins/tryton/kinds/kind.ts';
import { RECORDS, z, type HttpRequest, type RecordOf } from '../../../src/providers/index.ts';
import { toReply } from '../../../src/providers/http/reply.ts';

const Recording = z.record(
  z.enum(TRYTON_KINDS),
  z.object({ ids: z.array(z.int()), replies: z.array(z.object({ method: z.string(), result: z.unknown() })) }),
);

const recording = Recording.parse(JSON.parse(readFileSync(`${import.meta.dirname}/replies.json`, 'utf8')));

export const config = TrytonConfig.parse({
  url: 'http://tryton.example',
  database: 'tryton',
  username: 'promisegraph',
  password: 'secret',
  zone: 'America/Chicago',
});

type Kind = (typeof TRYTON_KINDS)[number];

/** What a kind makes of the answers that Tryton once gave, in the order in which they were given. */
export function loadRecorded(kind: Kind): Promise<Loaded> {
  const { ids, replies } = recording[kind];
  const left = [...replies];
  const client = clientAnswering((method) => {
    const at = left.findIndex((reply) => reply.method === method);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (!found) throw new Error(`nothing is recorded for ${kind} of ${method}`);
    return { result: found.result };
  });
  return kindsOf(config)[kind].load(client, ids, new AbortController().signal);
}

/** The records of a kind, each fitting its schema. */
export async function recordsOf<K extends Kind>(kind: K): Promise<readonly RecordOf<K>[]> {
  const { records } = await loadRecorded(kind);
  const schema: z.ZodType<RecordOf<K>> = RECORDS[kind] as unknown as z.ZodType<RecordOf<K>>;
  return records.flatMap(({ record }) => schema.safeParse(record).data ?? []);
}

/** A client whose Tryton signs everyone in, and otherwise answers as it is told. */
export function clientAnswering(answer: (method: string, params: readonly unknown[]) => object): TrytonClient {
  const signIn: Record<string, unknown> = {
    'common.db.login': [7, 'session-key'],
    'model.res.user.get_preferences': { company: 1, language: 'en' },
    'model.company.company.search_read': [{ id: 1, 'currency.': { code: 'USD' } }],
  };
  return createClient(config, {
    http: () => ({
      request: async (path: string, { json }: HttpRequest) => {
        const { method, params } = z.object({ method: z.string(), params: z.array(z.unknown()) }).parse(json);
        const body = method in signIn ? { result: signIn[method] } : answer(method, params);
        const headers = { date: 'Tue, 01 Dec 2026 12:00:00 GMT' };
        return toReply(path, new Response(null, { headers }), Buffer.from(JSON.stringify({ id: 1, ...body })));
      },
    }),
  });
}
