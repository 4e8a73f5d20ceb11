import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '../../../src/providers/create-host.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../../../src/providers/host.ts';
import type { Cursor } from '../../../src/providers/index.ts';
import { silentLog } from '../../../src/log.ts';
import { openStub, type Settings, type Stub } from './stub.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let stub: Stub;
const hosts: ProviderHost[] = [];
beforeEach(async () => {
  stub = await openStub();
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  await stub.close();
});

function open(changed?: Partial<Settings>): HostedProvider {
  const host = createHost([stub.provider(changed)], {
    baseDir: '.',
    now: stub.now,
    log: silentLog,
    patience: { retries: 0 },
  });
  hosts.push(host);
  return host.get('weather');
}

async function readAll(provider: HostedProvider, cursor: Cursor = null): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read('condition', cursor, new AbortController().signal)) pages.push(page);
  return pages;
}

function recordsIn(pages: readonly CheckedPage[]) {
  return pages.flatMap(({ records }) => records.map(({ record }) => record));
}

function cursorOf(pages: readonly CheckedPage[]): Cursor {
  return pages.at(-1)?.cursor ?? null;
}

describe('a forecast', () => {
  it('tells of wind at a site from its first bad hour to its last, as bad as the worst', async () => {
    stub.weather.set(52.5, { gusts: { '2026-01-06T10': 50, '2026-01-06T12': 105, '2026-01-06T13': 64.9 } });

    expect(recordsIn(await readAll(open()))).toEqual([
      {
        kind: 'condition',
        id: 'site:BER/wind/2026-01-06',
        type: 'wind',
        siteId: 'BER',
        region: null,
        carrierServiceId: null,
        severity: 'high',
        raisedAt: '2026-01-06T09:00:00.000Z',
        clearedAt: '2026-01-06T13:00:00.000Z',
        changedAt: null,
      },
    ]);
  });

  it('tells of a lane what the worst of its points says', async () => {
    stub.weather.set(53, { codes: { '2026-01-06T03': 56 } });
    stub.weather.set(54.9, { codes: { '2026-01-06T05': 67 } });

    expect(recordsIn(await readAll(open()))).toMatchObject([
      {
        id: 'lane:BER-north/ice/2026-01-06',
        siteId: 'BER',
        region: 'DK',
        severity: 'critical',
        raisedAt: '2026-01-06T02:00:00.000Z',
        clearedAt: '2026-01-06T05:00:00.000Z',
      },
    ]);
  });

  it('sums up six hours of snow, over midnight too', async () => {
    stub.weather.set(48.1, { snow: { '2026-01-05T22': 3, '2026-01-05T23': 1, '2026-01-06T01': 1 } });

    expect(recordsIn(await readAll(open()))).toMatchObject([
      { id: 'site:MUC/snow/2026-01-05', severity: 'low' },
      { id: 'site:MUC/snow/2026-01-06', severity: 'medium' },
    ]);
  });

  it('tells of heat as it is felt, by thresholds of the operator where there are any', async () => {
    stub.weather.set(48.1, { felt: { '2026-01-07T13': 33 } });

    const usual = recordsIn(await readAll(open()));
    const strict = recordsIn(await readAll(open({ thresholds: { heat: [25, 28, 30, 33] } })));

    expect(usual).toMatchObject([{ type: 'heat', severity: 'low' }]);
    expect(strict).toMatchObject([{ type: 'heat', severity: 'critical' }]);
  });

  it('says nothing anew of yesterday', async () => {
    stub.weather.set(48.1, { gusts: { '2026-01-04T10': 90, '2026-01-05T00': 90 } });

    expect(recordsIn(await readAll(open()))).toEqual([]);
  });
});

describe('reading on', () => {
  it('goes on in the middle of its round, in a process that knows only the cursor', async () => {
    stub.weather.set(52.5, { gusts: { '2026-01-06T10': 90 } });
    stub.weather.set(53.1, { gusts: { '2026-01-06T10': 90 } });
    const [first, second] = await readAll(open());

    expect(await readAll(open(), first?.cursor ?? null)).toEqual([second]);
  });
});

describe('being polite', () => {
  it('asks once for many points, in known units', async () => {
    await readAll(open());

    expect(stub.queries.map((query) => query.get('latitude')?.split(',').length)).toEqual([2, 20]);
    expect(Object.fromEntries(stub.queries[0] ?? [])).toMatchObject({
      timeformat: 'unixtime',
      timezone: 'GMT',
      wind_speed_unit: 'kmh',
      precipitation_unit: 'mm',
      temperature_unit: 'celsius',
    });
  });

  it('asks again only when its forecast is old, in another process too', async () => {
    const cursor = cursorOf(await readAll(open()));
    stub.wait(HOUR_MS - 1);
    const early = await readAll(open(), cursor);
    stub.wait(1);
    const late = await readAll(open(), cursor);

    expect(early).toEqual([]);
    expect(late).toHaveLength(2);
    expect(stub.queries).toHaveLength(4);
  });

  it('looks conditions up in what it knows, and asks for no place that is not sought', async () => {
    stub.weather.set(52.5, { gusts: { '2026-01-06T10': 50 } });
    const { lookup } = open();

    expect(await lookup?.('condition', ['site:BER/wind/2026-01-06', 'site:BER/ice/2026-01-06', 'x'])).toMatchObject([
      { id: 'site:BER/wind/2026-01-06' },
      null,
      null,
    ]);
    expect(stub.queries).toHaveLength(1);
  });

  it.each([
    ['Minutely', 60_000],
    ['Hourly', HOUR_MS],
    ['Daily', 14.5 * HOUR_MS],
  ])('waits as long as the spent limit lasts: %s', async (limit, retryAfterMs) => {
    stub.answer(429, `{"error":true,"reason":"${limit} API request limit exceeded. Please try again later."}`);

    await expect(readAll(open())).rejects.toMatchObject({ details: { kind: 'rateLimited', retryAfterMs } });
  });

  it('refuses more points than the free service allows', () => {
    const sites = Array.from({ length: 420 }, (_, at) => ({ siteId: `S${at}`, latitude: 1, longitude: at / 10 }));

    expect(() => open({ url: 'https://api.open-meteo.com', sites })).toThrow(/10000 calls a day on the free service/);
    expect(() => open({ url: 'https://api.open-meteo.com', sites, maxAgeMs: 2 * HOUR_MS })).not.toThrow();
    expect(() => open({ sites })).not.toThrow();
  });
});

describe('a forecast that changes', () => {
  it('takes back what will not come to pass, and leaves what has been', async () => {
    stub.weather.set(52.5, { gusts: { '2026-01-05T08': 90, '2026-01-06T10': 90 } });
    stub.weather.set(53.1, { gusts: { '2026-01-06T10': 90 } });
    const provider = open();
    const cursor = cursorOf(await readAll(provider));

    stub.weather.clear();
    stub.wait(HOUR_MS);

    expect((await readAll(provider, cursor)).map(({ deletes }) => deletes)).toEqual([
      ['site:BER/wind/2026-01-06'],
      ['lane:BER-north/wind/2026-01-06'],
    ]);
  });

  it('keeps the names of its conditions from day to day', async () => {
    stub.weather.set(52.5, { gusts: { '2026-01-06T10': 90, '2026-01-07T10': 90 } });
    const provider = open();
    const first = await readAll(provider);

    stub.wait(DAY_MS);
    const second = await readAll(provider, cursorOf(first));

    expect(recordsIn(second)).toEqual(recordsIn(first));
    expect(second.flatMap(({ deletes }) => deletes)).toEqual([]);
  });

  it('takes back what it told of places that are no longer configured', async () => {
    stub.weather.set(53.1, { gusts: { '2026-01-06T10': 90 } });
    const cursor = cursorOf(await readAll(open()));

    const [page] = await readAll(open({ lanes: [] }), cursor);

    expect(page?.deletes).toEqual(['lane:BER-north/wind/2026-01-06']);
  });
});

describe('an answer that is not what was asked for', () => {
  it.each([
    ['in other units', (body: string) => body.replaceAll('km/h', 'mp/h')],
    ['of too few points', (body: string) => `${body.slice(0, body.indexOf(',{"latitude"'))}]`],
    ['with hours missing from a series', (body: string) => body.replace('"snowfall":[0,', '"snowfall":[')],
  ])('is refused: %s', async (_what, spoil) => {
    const good = await fetch(`${stub.url}/v1/forecast?latitude=52.5,48.1&longitude=1,2&past_days=1&forecast_days=5`);
    stub.answer(200, spoil(await good.text()));

    await expect(readAll(open())).rejects.toMatchObject({ code: 'PROVIDER_CONTRACT' });
  });

  it('tells what the API says is wrong', async () => {
    stub.answer(400, '{"error":true,"reason":"Latitude must be in range of -90 to 90°."}');

    await expect(readAll(open())).rejects.toThrow(/Latitude must be in range/);
  });
});
