import type { EventData } from '../../domain/event/event-data.ts';
import type { RecordOf } from '../../domain/record/record.ts';
import type { Instant } from '../../domain/time.ts';
import { assertNever } from '../../errors.ts';
import type { StagedKind, StagedRecord } from './staged.ts';
import type { NewEvent, Work } from './work.ts';

type About = Pick<NewEvent<'supply.scheduled'>, 'subject' | 'print' | 'rows'>;

/** The event that a record began, or that it is otherwise than it was told before; without its end. */
export function beginEvent(work: Work, time: Instant, about: About, record: StagedRecord): void {
  const key = record.id;
  switch (record.kind) {
    case 'supply':
      return work.emit(time, {
        ...about,
        type: 'supply.scheduled',
        data: { key, record: { ...record, receivedAt: null } },
      });
    case 'condition':
      return work.emit(time, {
        ...about,
        type: 'condition.raised',
        data: { key, record: { ...record, clearedAt: null } },
      });
    case 'exception': {
      const {
        kind: _kind,
        assignedTo: _to,
        resolution: _what,
        resolvedAt: _at,
        changedAt: _changedAt,
        ...data
      } = record;
      return work.emit(time, { ...about, type: 'exception.opened', data });
    }
    case 'invoice':
      return work.emit(time, {
        ...about,
        type: 'invoice.issued',
        data: { key, record: { ...record, disputedAt: null } },
      });
    case 'return':
      return work.emit(time, {
        ...about,
        type: 'return.authorized',
        data: { key, record: { ...record, receivedAt: null } },
      });
    default:
      return assertNever(record);
  }
}

/** Supply that is only expected later than before. */
export function delayEvent({ id, expectedAt }: RecordOf<'supply'>): {
  type: 'supply.delayed';
  data: EventData<'supply.delayed'>;
} {
  return { type: 'supply.delayed', data: { supplyId: id, expectedAt } };
}

export function endEvent(work: Work, time: Instant, about: About, record: StagedRecord, at: Instant): void {
  const { kind, id } = record;
  switch (kind) {
    case 'supply':
      return work.emit(time, { ...about, type: 'supply.received', data: { supplyId: id, at } });
    case 'condition':
      return work.emit(time, { ...about, type: 'condition.cleared', data: { conditionId: id, at } });
    case 'exception':
      return work.emit(time, {
        ...about,
        type: 'exception.resolved',
        data: { exceptionId: id, at, resolution: record.resolution },
      });
    case 'invoice':
      return work.emit(time, { ...about, type: 'invoice.disputed', data: { invoiceId: id, at } });
    case 'return':
      return work.emit(time, { ...about, type: 'return.received', data: { returnId: id, at } });
    default:
      return assertNever(kind);
  }
}

export function goneEvent(work: Work, time: Instant, about: About, kind: StagedKind, key: string): void {
  switch (kind) {
    case 'supply':
      return work.emit(time, { ...about, type: 'supply.scheduled', data: { key, record: null } });
    case 'condition':
      return work.emit(time, { ...about, type: 'condition.raised', data: { key, record: null } });
    case 'exception':
      return work.emit(time, {
        ...about,
        type: 'exception.resolved',
        data: { exceptionId: key, at: time, resolution: null },
      });
    case 'invoice':
      return work.emit(time, { ...about, type: 'invoice.issued', data: { key, record: null } });
    case 'return':
      return work.emit(time, { ...about, type: 'return.authorized', data: { key, record: null } });
    default:
      return assertNever(kind);
  }
}
