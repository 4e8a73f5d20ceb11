import type { EventData } from '../../domain/event/event-data.ts';
import { lineIdOf } from '../../domain/record/identifier.ts';
import type { RecordOf } from '../../domain/record/record.ts';
import type { ShipmentLine } from '../../domain/record/shipment-record.ts';
import type { Instant } from '../../domain/time.ts';
import { contentHash } from '../content-hash.ts';
import type { Given, Row, Work } from './work.ts';

type ShipmentRecord = RecordOf<'shipment'>;

export function shipmentKey(shipmentId: string): string {
  return `shipment/${shipmentId}`;
}

/** The header's row, then one per line. */
export function shipmentRowKeys({ id, lines }: ShipmentRecord): readonly string[] {
  return [shipmentKey(id), ...lines.map((line) => lineKey(id, line))];
}

/**
 * A shipment, or a piece of one. Each milestone is told with the lines that it was not yet told of, or was told otherwise: with
 * another instant, carrier or quantity. A milestone that a source takes back stays: there is no event that says so.
 */
export function deriveShipment(work: Work, given: Given<ShipmentRecord>): void {
  const { record } = given;
  const { lines: _lines, changedAt: _changedAt, reference: _reference, ...header } = record;
  const headerRow = work.row(shipmentKey(record.id));
  const said = contentHash(header);
  if (!work.admits(headerRow, given, { same: headerRow.hashes.said === said, listedOnce: false })) {
    return work.reject(headerRow, given, 'one header');
  }

  const lines = admitLines(work, given);
  headerRow.hashes.said = said;
  for (const milestone of MILESTONES) reach(work, { record, headerRow, lines, milestone });
  work.touch(headerRow, given);
  for (const { row } of lines) work.touch(row, given);
}

/** The source no longer has the shipment: it failed. What was delivered stays delivered. */
export function forgetShipment(work: Work, shipmentId: string): void {
  const row = work.row(shipmentKey(shipmentId));
  if (row.isNew || row.hashes.failed === GONE) return;
  const at = work.timeOf({ own: null, replaces: [row] });
  if (at === null) return;
  row.hashes.failed = GONE;
  row.readId = '';
  const data = { shipmentId, lines: [], carrierServiceId: row.hashes.carrier ?? null, at };
  work.emit(at, { type: 'shipment.failed', subject: `shipment/${shipmentId}`, print: GONE, rows: [row], data });
}

const GONE = 'gone';

/** In the order in which a shipment reaches them. */
const MILESTONES = [
  { type: 'shipment.confirmed', part: 'confirmed', field: 'confirmedAt' },
  { type: 'shipment.departed', part: 'departed', field: 'departedAt' },
  { type: 'shipment.etaChanged', part: 'eta', field: 'etaAt' },
  { type: 'shipment.delivered', part: 'delivered', field: 'deliveredAt' },
  { type: 'shipment.failed', part: 'failed', field: 'failedAt' },
] as const;

interface ListedLine {
  readonly line: ShipmentLine;
  readonly row: Row;
}

interface Reach {
  readonly record: ShipmentRecord;
  readonly headerRow: Row;
  readonly lines: readonly ListedLine[];
  readonly milestone: (typeof MILESTONES)[number];
}

function reach(work: Work, { record, headerRow, lines, milestone: { type, part, field } }: Reach): void {
  const at = record[field];
  if (at === null) return;
  const carrier = record.carrierServiceId;
  const headerPrint = `${at} ${carrier ?? ''}`;
  const untold = lines.filter(({ line, row }) => row.hashes[part] !== linePrint(at, line));
  if (headerRow.hashes[part] === headerPrint && untold.length === 0) return;

  const corrects =
    (headerRow.hashes[part] ?? headerPrint) !== headerPrint || untold.some(({ row }) => row.hashes[part] !== undefined);
  const own = type === 'shipment.etaChanged' ? record.changedAt : at;
  const rows = [headerRow, ...untold.map(({ row }) => row)];
  const time = work.timeOf({ own, replaces: corrects || own === null ? rows : [] });
  if (time === null) return;

  headerRow.hashes[part] = headerPrint;
  if (carrier !== null) headerRow.hashes.carrier = carrier;
  for (const { line, row } of untold) row.hashes[part] = linePrint(at, line);
  const data: EventData<'shipment.departed'> = {
    shipmentId: record.id,
    lines: untold.map(({ line }) => line),
    carrierServiceId: carrier,
    at,
  };
  const print = contentHash(data);
  work.emit(time, { type, subject: `shipment/${record.id}`, print, rows, data });
}

function admitLines(work: Work, given: Given<ShipmentRecord>): readonly ListedLine[] {
  const { record, location } = given;
  const admitted: ListedLine[] = [];
  for (const line of record.lines) {
    const row = work.row(lineKey(record.id, line));
    const again = admitted.some((other) => other.row === row);
    const said = `${line.quantity}`;
    if (again || !work.admits(row, given, { same: row.hashes.said === said, listedOnce: true })) {
      work.reject(row, { record: { ...record, lines: [line] }, location }, 'one line');
      continue;
    }
    row.hashes.said = said;
    admitted.push({ line, row });
  }
  return admitted;
}

function lineKey(shipmentId: string, { orderId, lineNumber }: ShipmentLine): string {
  return `line/${shipmentId}/${lineIdOf(orderId, lineNumber)}`;
}

function linePrint(at: Instant, { quantity }: ShipmentLine): string {
  return quantity === null ? at : `${at} ${quantity}`;
}
