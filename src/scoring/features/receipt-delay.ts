import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { ownCover, ownCoveredAt } from '../cover.ts';
import { days } from './wording.ts';

/** Days by which the receipt that covers the line is later than first announced; 0 when stock on hand covers it. */
export const receiptDelay = {
  kind: 'number',
  name: 'receipt_delay',
  signal: 'supplierDelay',
  unit: 'days',
  range: [-365, 365],
  nullWhen: 'stock is unknown, what is to come never suffices, or the line has left',
  ofPromise: false,
  say: (value) =>
    value > 0
      ? `the receipt that covers it is ${days(value)} later than first announced`
      : 'its supply is as announced',
  compute: (snapshot) => {
    const cover = ownCover(snapshot);
    const at = cover && ownCoveredAt(snapshot, cover);
    if (!at) return null;
    const receipt = cover.receipts.findLast(({ expectedAt }) => expectedAt === at);
    return receipt ? daysBetween(receipt.firstExpectedAt, receipt.expectedAt) : 0;
  },
} satisfies NumberFeature;
