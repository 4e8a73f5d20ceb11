import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostedProvider } from '../../../src/providers/host.ts';
import type { Cursor } from '../../../src/providers/index.ts';
import { keysIn, openService, ORDER, orderRow, readAll, type Asked, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const byLinks = { records: { order: { ...ORDER, paging: 'links' } } };
const rows = (...value: object[]) => ({ json: { value } });

/** Whether a request looks for rows without a time, which there are none of. */
function asksForNull({ query }: Asked): boolean {
  return query.$filter?.includes('modifiedAt eq null') ?? false;
}

describe('reading by the service’s own links', () => {
  it('follows them, keeps them in the cursor, and at the end keeps the time alone', async () => {
    service.answer((asked) => {
      if (asksForNull(asked)) return rows();
      const isSecond = asked.query.$skiptoken !== undefined;
      return {
        json: {
          value: [orderRow(isSecond ? 2 : 1)],
          ...(isSecond ? {} : { '@odata.nextLink': 'Orders?$skiptoken=7' }),
        },
      };
    });
    const provider = service.open(byLinks);

    const pages = await readAll(provider, 'order');
    const resumed = await readAll(provider, 'order', pages[0]?.cursor);

    expect(keysIn(pages)).toEqual(['SO-1', 'SO-2']);
    expect(keysIn(resumed)).toEqual(['SO-2']);
    expect(service.asked[1]?.headers.prefer).toBe('odata.maxpagesize=2');
    expect(pages.map(({ cursor }) => cursor)).toMatchObject([
      { link: 'Orders?$skiptoken=7' },
      { link: null, at: '2026-01-06T08:00:02.250Z', last: { at: '2026-01-06T08:00:02.250Z' } },
    ]);
  });

  it('goes on from the time where a link that was kept has ended', async () => {
    service.answer((asked) => {
      if (asksForNull(asked)) return rows();
      if (asked.query.$skiptoken) return { status: 410 };
      return asked.query.$filter
        ? rows(orderRow(2))
        : { json: { value: [orderRow(1)], '@odata.nextLink': 'Orders?$skiptoken=7' } };
    });
    const provider = service.open(byLinks);
    const cursor = await firstCursor(provider);

    expect(keysIn(await readAll(provider, 'order', cursor))).toEqual(['SO-2']);
    expect(service.asked.at(-1)?.query.$filter).toBe('modifiedAt ge 2026-01-06T08:00:01.250Z');
  });

  it('are never followed to another origin: our credentials would go with us', async () => {
    const stranger = await openService();
    service.answer((asked) =>
      asksForNull(asked)
        ? rows()
        : { json: { value: [orderRow(1)], '@odata.nextLink': `${stranger.url}/Orders?$skiptoken=1` } },
    );

    await expect(readAll(service.open(byLinks), 'order')).rejects.toThrow(/expected a next link within/);
    expect(stranger.asked).toEqual([]);
    await stranger.close();
  });
});

async function firstCursor(provider: HostedProvider): Promise<Cursor> {
  for await (const { cursor } of provider.read('order', null, new AbortController().signal)) return cursor;
  return null;
}
