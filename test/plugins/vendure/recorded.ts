import { readFileSync } from 'node:fs';
import { createClient, type VendureClient } from '../../../plugins/vendure/client.ts';
import { VendureConfig } from '../../../plugins/vendure/config.ts';
import { readKind } from '../../../plugins/vendure/read.ts';
import { RECORDS, type RecordKind, type ReadPage } from '../../../src/providers/index.ts';

/** What a real Vendure 3.7.3 answered to the first page of each kind: `scripts/sources/vendure/record.ts`. */
const replies = JSON.parse(readFileSync(new URL('replies.json', import.meta.url), 'utf8')) as Record<string, Reply>;

export interface Reply {
  readonly page: { readonly totalItems: number; readonly items: Record<string, unknown>[] };
}

export const { signal } = new AbortController();

export function configOf(settings: object = {}): VendureConfig {
  return VendureConfig.parse({
    url: 'https://shop.example.com/admin-api',
    signIn: { apiKey: 'a key' },
    holdState: 'OnHold',
    fields: {
      promisedShipBy: 'promisedShipBy',
      promisedDeliverBy: 'promisedDeliverBy',
      holdKind: 'holdKind',
      holdReason: 'holdReason',
    },
    ...settings,
  });
}

export function replyOf(kind: RecordKind): Reply {
  const reply = replies[kind];
  if (!reply) throw new Error(`expected a reply for ${kind}`);
  return structuredClone(reply);
}

/** A client whose shop answers each request from a function of what it is asked. */
export function clientAnswering(
  answer: (body: { query: string; variables: Record<string, unknown> }) => unknown,
  settings: object = {},
): { readonly client: VendureClient; readonly sent: { headers: object; body: unknown }[] } {
  const sent: { headers: object; body: unknown }[] = [];
  const client = createClient(configOf(settings), {
    http: ({ headers: common }) => ({
      request: async (_path, { json, headers }) => {
        const body = json as { query: string; variables: Record<string, unknown> };
        sent.push({ headers: { ...common, ...headers }, body });
        const text = JSON.stringify(answer(body));
        return {
          ...{ status: 200, headers: new Headers({ 'vendure-auth-token': 'a token' }), body: Buffer.from(text) },
          text: () => text,
          json: (schema) => schema.parse(JSON.parse(text)),
        };
      },
    }),
  });
  return { client, sent };
}

/** The pages that are made of the replies that are given, one after the other. */
export async function pagesOf(kind: RecordKind, given: readonly Reply[], settings: object = {}): Promise<ReadPage[]> {
  const left = [...given];
  const { client } = clientAnswering(() => ({ data: left.shift() }), settings);
  const pages: ReadPage[] = [];
  for await (const page of readKind(client, kind, null, { signal })) pages.push(page);
  return pages;
}

/** The records of a recorded reply, each as its schema reads it. */
export async function recordsOf(kind: RecordKind, settings: object = {}): Promise<Record<string, unknown>[]> {
  const reply = replyOf(kind);
  const [page] = await pagesOf(kind, [{ page: { ...reply.page, totalItems: reply.page.items.length } }], settings);
  return (page?.records ?? []).map(({ record }) => RECORDS[kind].parse(record));
}
