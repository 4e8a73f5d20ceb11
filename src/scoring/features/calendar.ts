import { MS_PER_DAY, MS_PER_HOUR, toMs, type Instant } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';

/** When in the day, the week and the year the order came (UTC), each as a point on a circle: Sunday is next to Monday. */
export const calendar: readonly NumberFeature[] = [
  ...circle('placed_hour', 'hour', (at) => (toMs(at) % MS_PER_DAY) / MS_PER_HOUR / 24),
  ...circle('placed_weekday', 'weekday', (at) => weekdayOf(toMs(at)) / 7),
  ...circle('placed_month', 'time of year', (at) => (Number(at.slice(5, 7)) - 1 + Number(at.slice(8, 10)) / 31) / 12),
];

/** 0 for Sunday. 1970 began on a Thursday. */
function weekdayOf(ms: number): number {
  const day = Math.floor(ms / MS_PER_DAY);
  return (((day + 4) % 7) + 7) % 7;
}

/** `turnOf` gives the share of the full turn, 0 to 1. */
function circle(name: string, title: string, turnOf: (placedAt: Instant) => number): NumberFeature[] {
  const described = {
    kind: 'number',
    signal: 'season',
    unit: 'on a circle',
    range: [-1, 1],
    nullWhen: 'never',
    ofPromise: false,
    drifts: true,
    say: () => `${title} of the order`,
  } as const;
  return [
    { ...described, name: `${name}_sin`, compute: ({ order }) => Math.sin(2 * Math.PI * turnOf(order.placedAt)) },
    { ...described, name: `${name}_cos`, compute: ({ order }) => Math.cos(2 * Math.PI * turnOf(order.placedAt)) },
  ];
}
