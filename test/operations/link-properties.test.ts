import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinks } from '../../src/domain/link/link-rule.ts';
import { LinkSettings, rulesOf } from '../../src/domain/link/link-settings.ts';
import type { CanonicalRecord } from '../../src/domain/record/record.ts';
import { linkPage } from '../../src/operations/link-page.ts';
import { line, order, record } from '../providers/given-records.ts';
import { createMemoryLinks } from './memory-links.ts';

const LINKS = createLinks(
  rulesOf(
    LinkSettings.parse({
      customer: { home: 'shop', sources: { crm: { key: 'reference', ignore: ['case'] } } },
      order: { home: 'shop', sources: { crm: { key: 'reference' } } },
    }),
  ),
);

/** One word of a source: a record with the key that it bears, or that the record is gone. */
interface Word {
  readonly source: 'shop' | 'crm';
  readonly kind: 'customer' | 'order';
  readonly id: string;
  readonly key: string | null;
  readonly isGone: boolean;
}

/** Few ids and keys, so that they meet. */
const word: fc.Arbitrary<Word> = fc.record({
  source: fc.constantFrom('shop', 'crm'),
  kind: fc.constantFrom('customer', 'order'),
  id: fc.constantFrom('a', 'A', 'b', 'c'),
  key: fc.constantFrom('a', 'A', 'b', null),
  isGone: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

describe('links', () => {
  it('end in the same book however the last words of sources arrive, and whatever was said before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 14 }), fc.array(fc.nat()), async (words, shuffle) => {
        const last = [...new Map(words.map((one) => [nameOf(one), one])).values()];
        const shuffled = last
          .map((one, at) => ({ one, by: shuffle[at] ?? 0 }))
          .sort((a, b) => a.by - b.by)
          .map(({ one }) => one);

        const afterAll = await told(words);

        expect(afterAll).toEqual(await told(shuffled));
        expect(afterAll).toEqual(expected(last));
      }),
      { numRuns: 300 },
    );
  });

  it('say what was told before once more, and nothing new, when nothing changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
        const last = [...new Map(words.map((one) => [nameOf(one), one])).values()];

        expect(await told([...words, ...last])).toEqual(await told(words));
      }),
      { numRuns: 100 },
    );
  });
});

function nameOf({ source, kind, id }: Word): string {
  return `${source}/${kind}/${id}`;
}

/** What stands in the book, by source, kind and id: which record of the source it is, and the customer that it names. */
async function told(words: readonly Word[]): Promise<Readonly<Record<string, string>>> {
  const store = createMemoryLinks();
  const book = new Map<string, string>();
  for (const [at, one] of words.entries()) {
    const page = one.isGone
      ? { records: [], deletes: [one.id] }
      : { records: [{ record: toRecord(one), location: null }], deletes: [] };
    const said = { providerId: one.source, kind: one.kind, page, readId: String(at) };
    for (const { providerId, kind, page: linked } of await linkPage(store, LINKS, said)) {
      for (const id of linked.deletes) book.delete(`${providerId}/${kind}/${id}`);
      for (const { record: found } of linked.records)
        if ('id' in found) book.set(`${providerId}/${kind}/${found.id}`, contentOf(found));
    }
  }
  return Object.fromEntries([...book].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toRecord({ kind, id, key }: Word): CanonicalRecord {
  return kind === 'customer'
    ? record('customer', { id, name: `was ${id}, ${key}`, reference: key })
    : order(id, [line(`was ${id}`)], { customerId: 'a', reference: key, channel: key });
}

function contentOf(found: CanonicalRecord): string {
  if (found.kind === 'customer') return found.name;
  if (found.kind !== 'order') return '';
  return `${found.lines[0]?.lineNumber ?? ''}, ${found.channel} for ${found.customerId}`;
}

/** The same, by the rule alone: who bears a key, among the records that are there in the end. */
function expected(last: readonly Word[]): Readonly<Record<string, string>> {
  const there = last.filter(({ isGone }) => !isGone);
  const book: [string, string][] = [];
  for (const { source, kind, id, key } of there) {
    const match = source === 'shop' ? { id } : matchOf(there, kind, key);
    if (source === 'crm' && kind === 'order' && key !== null) continue; // told by the shop, or waiting
    const customerId = source === 'shop' ? 'a' : customerOf(there);
    book.push([
      `${source}/${kind}/${match?.id ?? `crm:${id}`}`,
      kind === 'customer' ? `was ${id}, ${key}` : `was ${id}, ${key} for ${customerId}`,
    ]);
  }
  return Object.fromEntries(book.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function customerOf(there: readonly Word[]): string {
  const named = there.find(({ source, kind, id }) => source === 'crm' && kind === 'customer' && id === 'a');
  return (named && matchOf(there, 'customer', named.key)?.id) ?? 'crm:a';
}

function matchOf(there: readonly Word[], kind: Word['kind'], key: string | null): { readonly id: string } | null {
  if (key === null) return null;
  const form = (text: string | null): string | null => (kind === 'customer' ? (text?.toUpperCase() ?? null) : text);
  const homes = there.filter((one) => one.source === 'shop' && one.kind === kind && form(one.id) === form(key));
  const claims = there.filter((one) => one.source === 'crm' && one.kind === kind && form(one.key) === form(key));
  return homes.length === 1 && claims.length === 1 ? { id: homes[0]?.id ?? '' } : null;
}
