import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { days } from './wording.ts';

/** Days until the next receipt of the item at the site; negative when it is overdue. */
export const daysToReceipt = {
  kind: 'number',
  name: 'days_to_receipt',
  signal: 'stock',
  unit: 'days',
  range: [-365, 365],
  nullWhen: 'nothing is to come, or the line has left',
  ofPromise: false,
  say: (value) => (value < 0 ? `next receipt is ${days(-value)} overdue` : `next receipt in ${days(value)}`),
  compute: ({ stock, line, asOf }) => {
    const [next] = stock.find(({ siteId }) => siteId === line.siteId)?.receipts ?? [];
    return next && line.status === 'open' ? daysBetween(asOf, next.expectedAt) : null;
  },
} satisfies NumberFeature;
