import { MS_PER_DAY, secret, z } from '../../src/providers/index.ts';

const name = z.string().min(1).max(100);
const point = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

/** The least value of each severity, from low to critical. */
const steps = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine(
    (values) => values.every((value, at) => at === 0 || value > (values[at - 1] ?? value)),
    'expected growing values',
  );

const FREE_HOST = 'https://api.open-meteo.com';
/** Of the free service: every point of a request counts as a call. https://open-meteo.com/en/terms */
const FREE_A_DAY = 10_000;
const FREE_A_MINUTE = 600;

/** What an operator gives to know the weather at their sites and on their lanes. */
export const OpenMeteoConfig = z
  .object({
    /** `https://customer-api.open-meteo.com` with a key, or a server of one's own. */
    url: z.url().default(FREE_HOST),
    apiKey: secret(z.string().min(1)).optional(),
    sites: z.array(z.object({ siteId: name, ...point })).default([]),
    /** Ways that goods go; the worst weather of the points counts. What bears on a lane must be named by at least one of its ends. */
    lanes: z
      .array(
        z
          .object({
            id: name,
            siteId: name.optional(),
            region: name.optional(),
            carrierServiceId: name.optional(),
            points: z.array(z.object(point)).min(1).max(20),
          })
          .refine(
            ({ siteId, region, carrierServiceId }) => siteId ?? region ?? carrierServiceId,
            'expected a siteId, a region or a carrierServiceId',
          ),
      )
      .default([]),
    /** Days that are told, today included. */
    days: z.int().min(1).max(15).default(5),
    /** Milliseconds for which a forecast is good. */
    maxAgeMs: z.int().min(60_000).default(3_600_000),
    /** Points of one request at most. */
    pointsPerCall: z.int().min(20).max(500).default(100),
    thresholds: z
      .object({
        /** Gusts 10 m above ground, km/h. */
        wind: steps.default([50, 65, 105, 140]),
        /** Snow of six hours, cm. */
        snow: steps.default([1, 5, 10, 20]),
        /** Apparent temperature, °C. */
        heat: steps.default([32, 35, 38, 41]),
      })
      .prefault({}),
  })
  .superRefine(({ url, sites, lanes, maxAgeMs }, context) => {
    const places = [...sites.map(({ siteId }) => `site:${siteId}`), ...lanes.map(({ id }) => `lane:${id}`)];
    const twice = places.find((place, at) => places.indexOf(place) !== at);
    if (places.length === 0) context.addIssue({ code: 'custom', message: 'expected a site or a lane, came none' });
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `expected each once, came twice: ${twice}` });
    const points = sites.length + lanes.reduce((sum, lane) => sum + lane.points.length, 0);
    const isFree = new URL(url).host === new URL(FREE_HOST).host;
    if (isFree && (points > FREE_A_MINUTE || (points * MS_PER_DAY) / maxAgeMs > FREE_A_DAY))
      context.addIssue({
        code: 'custom',
        message: `expected fewer than ${FREE_A_MINUTE} points and ${FREE_A_DAY} calls a day on the free service, came ${points} points every ${maxAgeMs} ms: give a longer maxAgeMs, or use a server that allows more`,
      });
  });
export type OpenMeteoConfig = z.output<typeof OpenMeteoConfig>;
