import { z } from 'zod';
import type { RecordKind } from '../../src/domain/record/record.ts';
import type { Cursor } from '../../src/providers/define-provider.ts';
import { deriveEvents, type Seen } from '../../src/providers/derive-events.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../../src/providers/host.ts';

/** The one provider of a host. */
export function onlyOne(host: ProviderHost): HostedProvider {
  return firstOf(host.all);
}

/** The first of a list that has one. */
export function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('expected one, came none');
  return first;
}

/** A stop to a test of a source that never ends. */
const PAGES_AT_MOST = 2_000;

/** All pages to the end. */
export async function drain(pages: AsyncIterable<CheckedPage>): Promise<CheckedPage[]> {
  const all: CheckedPage[] = [];
  for await (const page of pages) {
    all.push(page);
    if (all.length > PAGES_AT_MOST) throw new Error(`expected an end within ${PAGES_AT_MOST} pages`);
  }
  return all;
}

/** All pages of a kind from a cursor. */
export function readAll(provider: HostedProvider, kind: RecordKind, cursor: Cursor = null): Promise<CheckedPage[]> {
  return drain(provider.read(kind, cursor, new AbortController().signal));
}

/** What pages say, however they are cut. */
export function shown(pages: readonly CheckedPage[]): unknown {
  return {
    records: pages.flatMap(({ records }) => records),
    deletes: pages.flatMap(({ deletes }) => deletes),
    unreadable: pages.flatMap(({ unreadable }) => unreadable),
  };
}

/** What a read left. */
export interface Derived {
  readonly seen: ReadonlyMap<string, Seen>;
  readonly cursor: Cursor;
  readonly events: number;
  readonly rejected: readonly unknown[];
}

/** Reads a kind to its end and derives its events, as the platform does. */
export async function derive(
  provider: HostedProvider,
  kind: RecordKind,
  from: { seen?: ReadonlyMap<string, Seen>; cursor?: Cursor; readId?: string } = {},
): Promise<Derived> {
  const seen = new Map(from.seen);
  let cursor = from.cursor ?? null;
  let events = 0;
  const rejected: unknown[] = [];
  for (const page of await readAll(provider, kind, cursor)) {
    const now = '2030-01-01T00:00:00.000Z';
    const derived = deriveEvents({
      providerId: provider.id,
      kind,
      records: page.records,
      deletes: page.deletes,
      seen,
      readId: from.readId ?? 'first',
      now,
      until: null,
    });
    for (const [key, row] of derived.seen) seen.set(key, row);
    events += derived.events.length;
    rejected.push(...derived.rejected);
    cursor = page.cursor;
  }
  return { seen, cursor, events, rejected };
}

/** A cursor as another process would get it. */
export function jsonCopy(cursor: Cursor): Cursor {
  return z.json().parse(JSON.parse(JSON.stringify(cursor)));
}
