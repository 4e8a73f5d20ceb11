import { lineIdOf } from '../../domain/record/identifier.ts';
import type { Instant } from '../../domain/time.ts';
import type { GivenLine } from './order.ts';
import type { Work } from './work.ts';

interface LineOfOrder {
  readonly orderId: string;
  readonly line: GivenLine;
  readonly changedAt: Instant | null;
}

/** What is bound to a line, what is owed without supply, and whether it is cancelled. What the source does not say stays as it was. */
export function deriveLineSupply(work: Work, given: LineOfOrder): void {
  // A line that is withheld has nothing yet that could change.
  if (given.line.row.hashes.content === undefined) return;
  allocate(work, given);
  backorder(work, given);
  cancel(work, given);
}

function allocate(work: Work, given: LineOfOrder): void {
  const { row, record } = given.line;
  const quantity = record.allocated;
  if (quantity === null || row.hashes.allocated === String(quantity)) return;
  const type = quantity < Number(row.hashes.allocated ?? 0) ? 'line.deallocated' : 'line.allocated';
  const time = timeOf(work, given);
  if (time === null) return;
  row.hashes.allocated = String(quantity);
  work.emit(time, {
    ...about(given, `${quantity}`),
    type,
    data: { orderId: given.orderId, lineNumber: record.lineNumber, quantity },
  });
}

function backorder(work: Work, given: LineOfOrder): void {
  const { row, record } = given.line;
  const quantity = record.backordered;
  if (quantity === null || row.hashes.backordered === String(quantity)) return;
  const time = timeOf(work, given);
  if (time === null) return;
  row.hashes.backordered = String(quantity);
  work.emit(time, {
    ...about(given, `${quantity}`),
    type: 'line.backordered',
    data: { orderId: given.orderId, lineNumber: record.lineNumber, quantity },
  });
}

function cancel(work: Work, given: LineOfOrder): void {
  const { orderId, line } = given;
  const { row, record, content } = line;
  if ((row.hashes.cancelled === 'yes') === record.cancelled) return;
  const time = timeOf(work, given);
  if (time === null) return;
  row.hashes.cancelled = record.cancelled ? 'yes' : 'no';
  if (record.cancelled) {
    return work.emit(time, {
      ...about(given, 'cancelled'),
      type: 'order.cancelled',
      data: { orderId, lineNumbers: [record.lineNumber] },
    });
  }
  work.emit(time, {
    ...about(given, 'reinstated'),
    type: 'order.changed',
    data: { orderId, header: null, lines: [content], reinstates: true },
  });
}

function timeOf(work: Work, { line, changedAt }: LineOfOrder): Instant | null {
  return work.timeOf({ own: changedAt, replaces: [line.row] });
}

function about({ orderId, line }: LineOfOrder, print: string) {
  return { subject: `line/${lineIdOf(orderId, line.record.lineNumber)}`, print, rows: [line.row] };
}
