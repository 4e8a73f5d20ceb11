import { z } from '../../src/providers/index.ts';

/** What is asked for every hour. Each stands for the hour before its time; the apparent temperature for its time. */
export const HOURLY = ['wind_gusts_10m', 'snowfall', 'apparent_temperature', 'weather_code'] as const;

const series = z.array(z.number().nullable());

/** The forecast of one point, only what is read of it. Units are those that were asked for: in others every threshold would lie. */
export const Forecast = z
  .object({
    hourly_units: z.object({
      wind_gusts_10m: z.literal('km/h'),
      snowfall: z.literal('cm'),
      apparent_temperature: z.literal('°C'),
    }),
    hourly: z.object({
      /** Seconds since 1970-01-01 UTC. */
      time: z.array(z.int()).min(1),
      wind_gusts_10m: series,
      snowfall: series,
      apparent_temperature: series,
      /** WMO code 4677, as Open-Meteo gives it. */
      weather_code: series,
    }),
  })
  .refine(
    ({ hourly }) => HOURLY.every((one) => hourly[one].length === hourly.time.length),
    'expected a value for every hour',
  )
  .transform(({ hourly }) => hourly);
export type Forecast = z.output<typeof Forecast>;

/** One point is answered by an object, several by a list in the order in which they were asked for. */
export const Forecasts = z.union([Forecast.transform((one) => [one]), z.array(Forecast)]);
