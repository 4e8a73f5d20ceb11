import type { CanonicalRecord, RecordOf } from '../../domain/record/record.ts';
import type { Instant } from '../../domain/time.ts';
import { contentHash } from '../content-hash.ts';
import { GONE } from './master.ts';
import { beginEvent, delayEvent, endEvent, goneEvent } from './staged-events.ts';
import type { Given, Work } from './work.ts';

/** Kinds that begin at one instant and may end at another. */
export type StagedKind = 'supply' | 'condition' | 'exception' | 'invoice' | 'return';
export type StagedRecord = Extract<CanonicalRecord, { kind: StagedKind }>;

/**
 * A record that begins and ends: its beginning is told without its end, which comes as an event of its own at its own instant, so
 * that nobody who looks at the time between sees it.
 */
export function deriveStaged(work: Work, given: Given<StagedRecord>): void {
  const { record } = given;
  const row = work.row(record.id);
  const stages = stagesOf(record);
  const assignedTo = record.kind === 'exception' ? record.assignedTo : null;
  const resolution = record.kind === 'exception' ? record.resolution : null;
  const end = stages.endsAt === null ? null : contentHash([stages.endsAt, resolution]);
  const said = [stages.print, stages.expectedAt, end, assignedTo].map((part) => part ?? '').join(' ');
  if (!work.admits(row, given, { same: row.hashes.said === said, listedOnce: false }))
    return work.reject(row, given, `one ${record.kind}`);

  const about = { subject: `${record.kind}/${record.id}`, rows: [row] };
  const before = row.hashes.record;
  const hadEnd = row.hashes.end !== undefined;
  const reopens = hadEnd && stages.endsAt === null;
  const movedLater = stages.expectedAt !== null && (row.hashes.expected ?? '') < stages.expectedAt;
  const moved = (row.hashes.expected ?? '') !== (stages.expectedAt ?? '');
  if (before === undefined || before !== stages.print || reopens || moved) {
    const isNew = before === undefined;
    const onlyDelayed = before === stages.print && !reopens && movedLater;
    const own = isNew ? (stages.beginsAt ?? record.changedAt) : record.changedAt;
    const time = work.timeOf({ own, replaces: [row] });
    if (time === null) return;
    row.hashes.record = stages.print;
    if (stages.expectedAt !== null) row.hashes.expected = stages.expectedAt;
    const print = `${stages.print} ${stages.expectedAt ?? ''}`;
    if (onlyDelayed && record.kind === 'supply') work.emit(time, { ...about, ...delayEvent(record), print });
    else {
      beginEvent(work, time, { ...about, print }, record);
      // Told anew after its beginning: an end counts only for the beginning before it.
      if (!isNew) delete row.hashes.end;
    }
  }

  if ((row.hashes.assigned ?? '') !== (assignedTo ?? '')) {
    const at = work.timeOf({ own: record.changedAt, replaces: [row] });
    if (at === null) return;
    row.hashes.assigned = assignedTo ?? '';
    const data = { exceptionId: record.id, to: assignedTo, at };
    work.emit(at, { ...about, print: assignedTo ?? '', type: 'exception.assigned', data });
  }

  if (stages.endsAt !== null && end !== null && row.hashes.end !== end) {
    // An exception's end counts only after its opening; others stand beside their beginning.
    const follows = record.kind === 'exception' || hadEnd;
    const time = work.timeOf({ own: stages.endsAt, replaces: follows ? [row] : [] });
    if (time !== null) {
      row.hashes.end = end;
      endEvent(work, time, { ...about, print: end }, record, stages.endsAt);
    }
  }
  row.hashes.said = said;
  work.touch(row, given);
}

/** The source no longer has it: an exception is resolved, anything else is gone. */
export function forgetStaged(work: Work, kind: StagedKind, key: string): void {
  const row = work.row(key);
  if (row.isNew || row.hashes.record === GONE) return;
  const time = work.timeOf({ own: null, replaces: [row] });
  if (time === null) return;
  row.hashes = { record: GONE };
  row.readId = '';
  goneEvent(work, time, { subject: `${kind}/${key}`, rows: [row], print: GONE }, kind, key);
}

interface Stages {
  /** Hash of all that is neither the end nor the expected end. */
  readonly print: string;
  readonly beginsAt: Instant | null;
  readonly expectedAt: Instant | null;
  readonly endsAt: Instant | null;
}

function stagesOf(record: StagedRecord): Stages {
  switch (record.kind) {
    case 'supply': {
      const { receivedAt: endsAt, expectedAt, changedAt: _changedAt, ...content } = record;
      return { print: contentHash(content), beginsAt: record.orderedAt, expectedAt, endsAt };
    }
    case 'condition':
      return untilEnd(record, record.raisedAt, record.clearedAt, { clearedAt: null });
    case 'exception':
      return untilEnd(record, record.openedAt, record.resolvedAt, {
        resolvedAt: null,
        resolution: null,
        assignedTo: null,
      });
    case 'invoice':
      return untilEnd(record, record.issuedAt, record.disputedAt, { disputedAt: null });
    case 'return':
      return untilEnd(record, record.authorizedAt, record.receivedAt, { receivedAt: null });
  }
}

function untilEnd(record: RecordOf<StagedKind>, beginsAt: Instant, endsAt: Instant | null, withoutEnd: object): Stages {
  return { print: contentHash({ ...record, changedAt: null, ...withoutEnd }), beginsAt, expectedAt: null, endsAt };
}
