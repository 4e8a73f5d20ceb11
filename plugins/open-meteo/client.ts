import {
  MS_PER_DAY,
  ProviderError,
  toMs,
  type ConditionRecord,
  type ConnectContext,
  type Instant,
} from '../../src/providers/index.ts';
import { conditionsAt } from './conditions.ts';
import type { OpenMeteoConfig } from './config.ts';
import { placesOf, type Place } from './places.ts';
import { Forecasts, HOURLY } from './wire.ts';

/** The weather at every place, asked for once in `maxAgeMs`. */
export interface OpenMeteoClient {
  readonly pieces: readonly (readonly Place[])[];
  readonly maxAgeMs: number;
  readonly now: () => Instant;
  /** Of all the places of a piece, by one request at most. */
  readonly conditions: (piece: number, signal: AbortSignal) => Promise<readonly ConditionRecord[]>;
}

interface Kept {
  readonly until: number;
  readonly conditions: readonly ConditionRecord[];
}

/** The only file that knows the API's paths: https://open-meteo.com/en/docs. */
export function createClient(
  config: OpenMeteoConfig,
  { http, now }: Pick<ConnectContext, 'http' | 'now'>,
): OpenMeteoClient {
  const { url, apiKey, days, maxAgeMs, thresholds } = config;
  const api = http({ baseUrl: url, headers: { 'user-agent': 'promisegraph' } });
  const pieces = placesOf(config);
  const kept = new Map<number, Kept>();

  async function ask(places: readonly Place[], signal: AbortSignal): Promise<readonly ConditionRecord[]> {
    const points = places.flatMap((place) => place.points);
    const reply = await api
      .request('/v1/forecast', {
        signal,
        query: {
          latitude: points.map(({ latitude }) => latitude).join(','),
          longitude: points.map(({ longitude }) => longitude).join(','),
          hourly: HOURLY.join(','),
          timeformat: 'unixtime',
          timezone: 'GMT',
          wind_speed_unit: 'kmh',
          precipitation_unit: 'mm',
          temperature_unit: 'celsius',
          past_days: 1, // without yesterday's hours the snow of this morning would be cut short
          forecast_days: days,
          apikey: apiKey,
        },
      })
      .catch((error: unknown) => {
        throw patientError(error, now());
      });
    const forecasts = reply.json(Forecasts);
    if (forecasts.length !== points.length)
      throw new ProviderError('bug', `expected forecasts of ${points.length} points, came ${forecasts.length}`);
    const rest = [...forecasts];
    return places.flatMap((place) => conditionsAt(place, rest.splice(0, place.points.length), thresholds));
  }

  return {
    pieces,
    maxAgeMs,
    now,
    conditions: async (piece, signal) => {
      const known = kept.get(piece);
      if (known && toMs(now()) < known.until) return known.conditions;
      const conditions = await ask(pieces[piece] ?? [], signal);
      kept.set(piece, { until: toMs(now()) + maxAgeMs, conditions });
      return conditions;
    },
  };
}

const LIMITS: Readonly<Record<string, number | undefined>> = { minutely: 60_000, hourly: 3_600_000 };

/** The service sends no Retry-After: the reason says which of its limits is spent, and so when to ask again. */
function patientError(error: unknown, now: Instant): unknown {
  if (!(error instanceof ProviderError) || error.details.kind !== 'rateLimited') return error;
  const [, limit] = /"(minutely|hourly|daily) API request limit/i.exec(error.message) ?? [];
  if (limit === undefined || error.details.retryAfterMs !== undefined) return error;
  const untilTomorrow = MS_PER_DAY - (toMs(now) % MS_PER_DAY);
  const retryAfterMs = LIMITS[limit.toLowerCase()] ?? untilTomorrow;
  return new ProviderError('rateLimited', error.message, { ...error.details, retryAfterMs }, { cause: error });
}
