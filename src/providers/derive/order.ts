import type { LineContent, LinePromise, OrderHeader } from '../../domain/event/event-data.ts';
import type { HoldRecord, LineRecord } from '../../domain/record/order-record.ts';
import type { RecordOf } from '../../domain/record/record.ts';
import { lineIdOf } from '../../domain/record/identifier.ts';
import { contentHash } from '../content-hash.ts';
import { deriveHolds } from './holds.ts';
import { deriveLineSupply } from './line-supply.ts';
import type { Given, Row, Work } from './work.ts';

type OrderRecord = RecordOf<'order'>;

/** A line as a record gives it, split as its events split it. */
export interface GivenLine {
  readonly record: LineRecord;
  readonly row: Row;
  readonly content: LineContent;
  readonly promise: LinePromise;
  readonly contentPrint: string;
  readonly promisePrint: string;
}

export function headerKey(orderId: string): string {
  return `order/${orderId}`;
}

/** The header's row, then one per line. */
export function orderRowKeys({ id, lines }: OrderRecord): readonly string[] {
  return [headerKey(id), ...lines.map(({ lineNumber }) => lineKey(id, lineNumber))];
}

/**
 * An order, or a piece of one: header, the lines listed, and holds. A line of an order that this same read saw first was placed
 * with it; a line that turns up in a later read was added then. A line-level hold is told by the piece that lists its line.
 */
export function deriveOrder(work: Work, given: Given<OrderRecord>): void {
  const { record } = given;
  const { lines: _lines, holds: _holds, cancelled, changedAt, kind: _kind, reference: _reference, ...header } = record;
  const headerRow = work.row(headerKey(record.id));
  const listed = new Set(record.lines.map(({ lineNumber }) => lineNumber));
  const orderHolds = record.holds.filter((hold) => hold.lineNumber === null || !listed.has(hold.lineNumber));
  const headerPrint = contentHash(header);
  const said = `${headerPrint}${cancelled ? '/cancelled' : ''}${orderHolds.length > 0 ? contentHash(orderHolds) : ''}`;
  if (!work.admits(headerRow, given, { same: headerRow.hashes.said === said, listedOnce: false })) {
    return work.reject(headerRow, given, 'one header');
  }

  const isNew = headerRow.hashes.header === undefined;
  if (isNew && !mayBePlaced(work, headerRow, record)) return;
  const lines = admitLines(work, given);
  if (isNew) headerRow.hashes.firstRead = work.readId;
  place(work, { headerRow, header, headerPrint, changedAt, lines: lines.filter(isUnseen), isNew });
  change(work, { headerRow, header, headerPrint, changedAt, lines });

  headerRow.hashes.said = said;
  cancelOrder(work, { headerRow, header, cancelled, changedAt });
  const told = new Set(lines.map((line) => line.record.lineNumber));
  deriveHolds(work, headerRow, { orderId: record.id, holds: record.holds, listed: told, changedAt });
  for (const line of lines) deriveLineSupply(work, { orderId: record.id, line, changedAt });
  work.touch(headerRow, given);
  for (const line of lines) work.touch(line.row, given);
}

/** The source no longer has the order: it is cancelled. */
export function forgetOrder(work: Work, orderId: string): void {
  const row = work.row(headerKey(orderId));
  if (row.hashes.header === undefined) return;
  row.readId = '';
  if (row.hashes.cancelled === 'yes') return;
  const time = work.timeOf({ own: null, replaces: [row] });
  if (time === null) return;
  row.hashes.cancelled = 'yes';
  work.emit(time, {
    type: 'order.cancelled',
    subject: `order/${orderId}`,
    print: 'gone',
    rows: [row],
    data: { orderId, lineNumbers: null },
  });
}

function lineKey(orderId: string, lineNumber: string): string {
  return `line/${lineIdOf(orderId, lineNumber)}`;
}

function holdsOf({ holds }: OrderRecord, lineNumber: string): readonly HoldRecord[] {
  return holds.filter((hold) => hold.lineNumber === lineNumber);
}

/** An order that is placed after the date of an as-of book is withheld with all that belongs to it. */
function mayBePlaced(work: Work, headerRow: Row, { placedAt }: OrderRecord): boolean {
  return work.timeOf({ own: placedAt, replaces: [headerRow] }) !== null;
}

/** Lines that this read has not stated yet; the others are rejected, one by one. */
function admitLines(work: Work, given: Given<OrderRecord>): readonly GivenLine[] {
  const { record, location } = given;
  const admitted: GivenLine[] = [];
  for (const line of record.lines) {
    const row = work.row(lineKey(record.id, line.lineNumber));
    const {
      promisedShipBy,
      promisedDeliverBy,
      allocated: _allocated,
      backordered: _backordered,
      cancelled: _cancelled,
      ...content
    } = line;
    const promise = { promisedShipBy, promisedDeliverBy };
    const contentPrint = contentHash(content);
    const promisePrint = `${promisedShipBy ?? ''}/${promisedDeliverBy ?? ''}`;
    const said = record.changedAt === null ? '' : contentHash([line, holdsOf(record, line.lineNumber)]);
    const again = admitted.some((other) => other.row === row);
    if (again || !work.admits(row, given, { same: row.hashes.said === said, listedOnce: true })) {
      work.reject(row, { record: { ...record, lines: [line] }, location }, 'one line');
      continue;
    }
    if (said) row.hashes.said = said;
    admitted.push({ record: line, row, content, promise, contentPrint, promisePrint });
  }
  return admitted;
}

function isUnseen({ row }: GivenLine): boolean {
  return row.hashes.content === undefined;
}

interface Piece {
  readonly headerRow: Row;
  readonly header: OrderHeader;
  readonly headerPrint: string;
  readonly changedAt: string | null;
  readonly lines: readonly GivenLine[];
}

/** A new order with its lines, or lines that join an order. Both set the header, so that either may arrive first. */
function place(
  work: Work,
  { headerRow, header, headerPrint, changedAt, lines, isNew }: Piece & { readonly isNew: boolean },
): void {
  if (!isNew && lines.length === 0) return;
  const inFirstRead = headerRow.hashes.firstRead === work.readId;
  const rows = [headerRow, ...lines.map(({ row }) => row)];
  const own = inFirstRead ? header.placedAt : changedAt;
  const time = work.timeOf({ own, replaces: own === null ? rows : [] });
  if (time === null) return;
  if (isNew) headerRow.hashes.header = headerPrint;
  for (const { row, contentPrint, promisePrint } of lines) {
    row.hashes.content = contentPrint;
    row.hashes.promise = promisePrint;
  }
  const print = [headerPrint, ...lines.map(({ contentPrint, promisePrint }) => `${contentPrint} ${promisePrint}`)].join(
    '\n',
  );
  const data = { header, lines: lines.map(({ content, promise }) => ({ content, promise })) };
  work.emit(time, { type: 'order.placed', subject: `order/${header.id}`, print, rows, data });
}

/** What the header and the lines now say otherwise than before, promises among it. */
function change(work: Work, { headerRow, header, headerPrint, changedAt, lines }: Piece): void {
  const headerChanged = headerRow.hashes.header !== headerPrint;
  const changed = lines.filter(
    ({ row, contentPrint }) => row.hashes.content !== undefined && row.hashes.content !== contentPrint,
  );
  if (headerChanged || changed.length > 0) {
    const rows = [...(headerChanged ? [headerRow] : []), ...changed.map(({ row }) => row)];
    const time = work.timeOf({ own: changedAt, replaces: rows });
    if (time !== null) {
      if (headerChanged) headerRow.hashes.header = headerPrint;
      for (const { row, contentPrint } of changed) row.hashes.content = contentPrint;
      const print = [headerChanged ? headerPrint : '', ...changed.map(({ contentPrint }) => contentPrint)].join('\n');
      const data = {
        orderId: header.id,
        header: headerChanged ? header : null,
        lines: changed.map(({ content }) => content),
      };
      work.emit(time, { type: 'order.changed', subject: `order/${header.id}`, print, rows, data });
    }
  }
  for (const line of lines) repromise(work, header.id, line, changedAt);
}

function repromise(
  work: Work,
  orderId: string,
  { row, promise, promisePrint, record: { lineNumber } }: GivenLine,
  changedAt: string | null,
): void {
  const before = row.hashes.promise;
  if (before === undefined || before === promisePrint) return;
  const time = work.timeOf({ own: changedAt, replaces: [row] });
  if (time === null) return;
  row.hashes.promise = promisePrint;
  const type = before === NO_PROMISE ? 'line.promised' : 'line.repromised';
  work.emit(time, {
    type,
    subject: `line/${lineIdOf(orderId, lineNumber)}`,
    print: promisePrint,
    rows: [row],
    data: { orderId, lineNumber, promise },
  });
}

const NO_PROMISE = '/';

interface Cancellation {
  readonly headerRow: Row;
  readonly header: OrderHeader;
  readonly cancelled: boolean;
  readonly changedAt: string | null;
}

/** A whole order that is cancelled, or that stands again. */
function cancelOrder(work: Work, { headerRow, header, cancelled, changedAt }: Cancellation): void {
  if ((headerRow.hashes.cancelled === 'yes') === cancelled) return;
  const time = work.timeOf({ own: changedAt, replaces: [headerRow] });
  if (time === null) return;
  headerRow.hashes.cancelled = cancelled ? 'yes' : 'no';
  const common = { subject: `order/${header.id}`, print: cancelled ? 'cancelled' : 'reinstated', rows: [headerRow] };
  if (cancelled)
    return work.emit(time, { ...common, type: 'order.cancelled', data: { orderId: header.id, lineNumbers: null } });
  work.emit(time, {
    ...common,
    type: 'order.changed',
    data: { orderId: header.id, header, lines: [], reinstates: true },
  });
}
