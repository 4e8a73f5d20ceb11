import { MS_PER_DAY, SEVERITIES, toInstant, type ConditionRecord } from '../../src/providers/index.ts';
import type { OpenMeteoConfig } from './config.ts';
import type { Place } from './places.ts';
import type { Forecast } from './wire.ts';

const SECONDS_PER_DAY = MS_PER_DAY / 1000;
const SECONDS_PER_HOUR = 3600;
/** Hours over which snow is summed up. */
const SNOW_HOURS = 6;

/** Freezing drizzle and freezing rain, light and heavy, in steps of severity (WMO codes, https://open-meteo.com/en/docs). */
const ICE: Readonly<Record<number, number | undefined>> = { 56: 2, 57: 2, 66: 3, 67: 4 };

type Thresholds = OpenMeteoConfig['thresholds'];

/** How bad each hour is, from 0 for nothing to 4 for critical, by the hour's place in the forecast. */
const KINDS: Readonly<Record<string, (forecast: Forecast, hour: number, thresholds: Thresholds) => number>> = {
  wind: ({ wind_gusts_10m }, hour, { wind }) => stepOf(wind_gusts_10m[hour], wind),
  snow: ({ snowfall }, hour, { snow }) =>
    stepOf(
      snowfall.slice(Math.max(0, hour - SNOW_HOURS + 1), hour + 1).reduce<number>((sum, cm) => sum + (cm ?? 0), 0),
      snow,
    ),
  ice: ({ weather_code }, hour) => ICE[weather_code[hour] ?? -1] ?? 0,
  heat: ({ apparent_temperature }, hour, { heat }) => stepOf(apparent_temperature[hour], heat),
};

/** One condition for each kind of bad weather and each day (UTC) of it, from its first hour to its last, as bad as its worst point. */
export function conditionsAt(
  place: Place,
  forecasts: readonly Forecast[],
  thresholds: Thresholds,
): readonly ConditionRecord[] {
  return Object.entries(KINDS).flatMap(([kind, stepAt]) => {
    const days = new Map<number, { from: number; to: number; step: number }>();
    for (const forecast of forecasts) {
      const today = dayOf(forecast.time[0] ?? 0) + 1; // yesterday comes first, and is over
      forecast.time.forEach((time, hour) => {
        const from = time - SECONDS_PER_HOUR;
        const step = stepAt(forecast, hour, thresholds);
        if (step === 0 || dayOf(from) < today) return;
        const day = days.get(dayOf(from)) ?? { from, to: time, step };
        days.set(dayOf(from), {
          from: Math.min(day.from, from),
          to: Math.max(day.to, time),
          step: Math.max(day.step, step),
        });
      });
    }
    return [...days].sort(([a], [b]) => a - b).map(([, day]) => toCondition(place, kind, day));
  });
}

function toCondition(
  { id, siteId, region, carrierServiceId }: Place,
  type: string,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): ConditionRecord {
  const raisedAt = toInstant(new Date(from * 1000));
  return {
    kind: 'condition',
    id: `${id}/${type}/${raisedAt.slice(0, 10)}`,
    type,
    siteId,
    region,
    carrierServiceId,
    severity: SEVERITIES[step - 1] ?? 'critical',
    raisedAt,
    clearedAt: toInstant(new Date(to * 1000)),
    changedAt: null,
  };
}

function stepOf(value: number | null | undefined, steps: readonly number[]): number {
  return value === null || value === undefined ? 0 : steps.filter((least) => value >= least).length;
}

function dayOf(seconds: number): number {
  return Math.floor(seconds / SECONDS_PER_DAY);
}
