import { createServer } from 'node:http';
import { once } from 'node:events';
import { openMeteo } from '../../../plugins/open-meteo/index.ts';
import { addMs, type ConfiguredProvider, type Instant } from '../../../src/providers/index.ts';

export type Settings = Parameters<typeof openMeteo>[0];

/** Values that differ from fine weather, by the hour that they end, such as `2026-01-07T06`. */
export interface Weather {
  readonly gusts?: Readonly<Record<string, number>>;
  readonly snow?: Readonly<Record<string, number>>;
  readonly codes?: Readonly<Record<string, number>>;
  readonly felt?: Readonly<Record<string, number>>;
}

/** What answers in the place of Open-Meteo, in the shape that its documentation shows: https://open-meteo.com/en/docs. Not Open-Meteo. */
export interface Stub {
  readonly url: string;
  /** By latitude. */
  readonly weather: Map<number, Weather>;
  readonly queries: readonly URLSearchParams[];
  readonly now: () => Instant;
  /** Lets time pass. */
  readonly wait: (ms: number) => void;
  /** Answers instead, once. */
  readonly answer: (status: number, body: string) => void;
  readonly settings: (changed?: Partial<Settings>) => Settings;
  readonly provider: (changed?: Partial<Settings>) => ConfiguredProvider;
  readonly close: () => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A Monday. */
const START = '2026-01-05T09:30:00.000Z';

export async function openStub(): Promise<Stub> {
  const weather = new Map<number, Weather>();
  const queries: URLSearchParams[] = [];
  let now: Instant = START;
  let instead: { status: number; body: string } | null = null;

  const server = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://stub');
    queries.push(searchParams);
    const told = instead ?? { status: pathname === '/v1/forecast' ? 200 : 404, body: forecast(searchParams) };
    instead = null;
    response.writeHead(told.status, { 'content-type': 'application/json; charset=utf-8' }).end(told.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  function forecast(query: URLSearchParams): string {
    const longitudes = listOf(query, 'longitude');
    const points = listOf(query, 'latitude').map((latitude, at) => toReply(latitude, longitudes[at] ?? 0, at, query));
    return JSON.stringify(points.length === 1 ? points[0] : points);
  }

  function toReply(latitude: number, longitude: number, at: number, query: URLSearchParams): object {
    const { gusts = {}, snow = {}, codes = {}, felt = {} } = weather.get(latitude) ?? {};
    const days = Number(query.get('past_days')) + Number(query.get('forecast_days'));
    const first = Date.parse(`${now.slice(0, 10)}T00:00:00Z`) - Number(query.get('past_days')) * 24 * HOUR_MS;
    const times = Array.from({ length: days * 24 }, (_, hour) => first + hour * HOUR_MS);
    const series = (told: Readonly<Record<string, number>>, fine: number) =>
      times.map((time) => told[new Date(time).toISOString().slice(0, 13)] ?? fine);
    return {
      ...{ latitude: latitude + 0.002, longitude: longitude - 0.003, generationtime_ms: 0.08, utc_offset_seconds: 0 },
      ...{ timezone: 'GMT', timezone_abbreviation: 'GMT', elevation: 38, ...(at > 0 ? { location_id: at } : {}) },
      hourly_units: {
        ...{ time: 'unixtime', wind_gusts_10m: 'km/h', snowfall: 'cm', apparent_temperature: '°C' },
        weather_code: 'wmo code',
      },
      hourly: {
        time: times.map((time) => time / 1000),
        wind_gusts_10m: series(gusts, 20.5),
        snowfall: series(snow, 0),
        apparent_temperature: series(felt, 4.1),
        weather_code: series(codes, 3),
      },
    };
  }

  const settings = (changed: Partial<Settings> = {}): Settings => ({
    id: 'weather',
    url,
    sites: [
      { siteId: 'BER', latitude: 52.5, longitude: 13.4 },
      { siteId: 'MUC', latitude: 48.1, longitude: 11.6 },
    ],
    lanes: [{ id: 'BER-north', siteId: 'BER', region: 'DK', points: POINTS }],
    pointsPerCall: 20,
    ...changed,
  });
  return {
    ...{ url, weather, queries, settings },
    now: () => now,
    wait: (ms) => {
      now = addMs(now, ms);
    },
    answer: (status, body) => {
      instead = { status, body };
    },
    provider: (changed) => openMeteo(settings(changed)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Twenty points of a lane: latitude 53 to 54.9. */
const POINTS = Array.from({ length: 20 }, (_, at) => ({ latitude: Number((53 + at / 10).toFixed(1)), longitude: 10 }));

function listOf(query: URLSearchParams, name: string): number[] {
  return (query.get(name) ?? '').split(',').map(Number);
}
