import type { RiskChange } from '../domain/feed.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import { readsAs, type Hysteresis } from '../scoring/hysteresis.ts';
import type { OrderWithLines } from './load-orders.ts';

/** What of the risks of these orders is worth telling, by line: a first one, a lost one, and one that reads differently. */
export function riskChanges(
  orders: readonly OrderWithLines[],
  before: ReadonlyMap<string, Pick<RecordedRisk, 'late'>>,
  after: ReadonlyMap<string, Pick<RecordedRisk, 'late'>>,
  { lateStep }: Hysteresis,
): readonly RiskChange[] {
  const lines = orders.flatMap(({ lines: ofOrder }) => ofOrder);
  return lines.flatMap(({ id: lineId, orderId }) => {
    const late = after.get(lineId)?.late ?? null;
    const previousLate = before.get(lineId)?.late ?? null;
    return readsAs(late, lateStep) === readsAs(previousLate, lateStep) ? [] : [{ lineId, orderId, late, previousLate }];
  });
}
