import { join } from 'node:path';
import { csvRow, toInstant } from '../../../src/providers/index.ts';
import type { LineOutcome, WorldObserver } from '../world/outcomes.ts';
import type { LineState, SimTime } from '../world/state.ts';
import { OUTCOMES_FILE } from './layout.ts';
import { openLineFile } from './line-file.ts';

type Column = (line: LineState, outcome: LineOutcome, closedAt: SimTime) => string | number | null;

/** How each line turned out. Nothing of it is told by any system. */
const COLUMNS: Readonly<Record<string, Column>> = {
  order_id: (line) => line.orderId,
  line_number: (line) => line.lineNumber,
  first_promised_ship_by: (line) => instant(line.firstPromisedShipBy),
  first_promised_deliver_by: (line) => instant(line.firstPromisedDeliverBy),
  closed_at: (_line, _outcome, closedAt) => instant(closedAt),
  shipped_at: (_line, { shippedAt }) => instant(shippedAt),
  delivered_at: (_line, { deliveredAt }) => instant(deliveredAt),
  quantity: (line) => line.quantity,
  shipped_quantity: (_line, { shippedQuantity }) => shippedQuantity,
  on_time_quantity: (_line, { onTimeQuantity }) => onTimeQuantity,
  in_full: (_line, { isInFull }) => Number(isInFull),
  on_time_in_full: (_line, { isOnTimeInFull }) => Number(isOnTimeInFull),
  penalty_minor: (_line, { penaltyMinor }) => penaltyMinor,
  margin_minor: (_line, { marginMinor }) => marginMinor,
  had_exception: (_line, { hadException }) => Number(hadException),
};

export interface OutcomeLog {
  readonly observer: WorldObserver;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Lines closed so far. */
  readonly count: () => number;
}

/** Opens `outcomes.csv` in a folder: a row for each line once nothing more can happen to it. */
export function openOutcomeLog(directory: string): OutcomeLog {
  const file = openLineFile(join(directory, OUTCOMES_FILE));
  let written = 0;
  file.write(csvRow(Object.keys(COLUMNS)));
  return {
    observer: {
      lineClosed: (line, outcome, now) => {
        file.write(csvRow(Object.values(COLUMNS).map((value) => value(line, outcome, now))));
        written += 1;
      },
    },
    flush: file.flush,
    close: file.close,
    count: () => written,
  };
}

function instant(time: SimTime | null): string | null {
  return time === null ? null : toInstant(new Date(time));
}
