import { z } from 'zod';
import { keyOf, type CanonicalRecord, type RecordKind } from '../domain/record/record.ts';
import { AppError } from '../errors.ts';
import { checkRecord } from './check-record.ts';
import type { SourceRecord, UnreadableRow } from './define-provider.ts';
import { describeIssue, show } from './describe-issue.ts';
import type { CheckedPage } from './host.ts';
import type { Redaction } from './redaction.ts';
import { cleanText, toStorable } from './storable.ts';

/** What every page must be, whatever stands in its records. */
const Page = z.object({
  records: z.array(z.custom<SourceRecord>(isSourceRecord, 'expected { record, location? }')),
  deletes: z.array(z.string()),
  cursor: z
    .unknown()
    .refine((cursor) => cursor !== undefined && typeof cursor !== 'function', 'expected a cursor of plain JSON'),
  unreadable: z.array(z.object({ location: z.string(), reason: z.string(), payload: z.unknown() })).optional(),
  progressRatio: z.number().optional(),
});

/** Not a schema of its own: there may be hundreds of thousands. */
function isSourceRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('record' in value)) return false;
  return !('location' in value) || value.location === undefined || typeof value.location === 'string';
}

/** A page of a source with every record checked; those that do not fit their kind are set aside with payload and reason. */
export function checkPage(kind: RecordKind, page: unknown, redaction: Redaction): CheckedPage {
  const parsed = Page.safeParse(page);
  if (!parsed.success)
    throw new AppError('PROVIDER_CONTRACT', `expected a page, came one where ${describeIssue(parsed.error, page)}`);
  const { records, deletes, cursor, unreadable = [], progressRatio } = parsed.data;

  const checked: { record: CanonicalRecord; location: string | null }[] = [];
  const setAside = unreadable.map((row) => storableRow(row, redaction));
  for (const { record, location } of records) {
    const result = checkRecord(kind, record);
    if ('record' in result) checked.push({ record: result.record, location: location ?? null });
    else
      setAside.push(
        storableRow({ location: location ?? placeOf(record), reason: result.problem, payload: record }, redaction),
      );
  }
  return {
    records: checked,
    deletes,
    unreadable: setAside,
    cursor: asCursor(cursor),
    progressRatio: ratioOf(progressRatio),
  };
}

/** Lookup answers: one slot per key, in the order of the keys. Throws `PROVIDER_CONTRACT`. */
export function checkSlots(
  kind: RecordKind,
  keys: readonly string[],
  slots: unknown,
): readonly (CanonicalRecord | null)[] {
  if (!Array.isArray(slots) || slots.length !== keys.length) {
    throw new AppError(
      'PROVIDER_CONTRACT',
      `expected ${keys.length} slots, one per key, came ${Array.isArray(slots) ? slots.length : show(slots)}`,
    );
  }
  return keys.map((key, index) => checkSlot(kind, key, slots[index]));
}

function checkSlot(kind: RecordKind, key: string, slot: unknown): CanonicalRecord | null {
  if (slot === null) return null;
  const result = checkRecord(kind, slot);
  if ('problem' in result)
    throw new AppError(
      'PROVIDER_CONTRACT',
      `expected ${kind} ${show(key)} or null in its slot, came one where ${result.problem}`,
      { key },
    );
  const came = keyOf(result.record);
  if (came !== key)
    throw new AppError('PROVIDER_CONTRACT', `expected ${kind} ${show(key)} in its slot, came ${show(came)}`, {
      key,
      came,
    });
  return result.record;
}

function storableRow({ location, reason, payload }: UnreadableRow, redaction: Redaction): UnreadableRow {
  const told = (text: string): string => redaction.text(cleanText(text));
  return { location: told(location), reason: told(reason), payload: toStorable(payload) };
}

/** Of a record without a location, whatever may tell it from others. */
function placeOf(record: unknown): string {
  const id: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'id') : undefined;
  return typeof id === 'string' && id !== '' ? id : 'unknown';
}

const Json = z.json();

function asCursor(cursor: unknown): CheckedPage['cursor'] {
  const parsed = Json.safeParse(cursor);
  if (!parsed.success) throw new AppError('PROVIDER_CONTRACT', `expected a cursor of plain JSON, came ${show(cursor)}`);
  return parsed.data;
}

function ratioOf(ratio: number | undefined): number | null {
  return ratio === undefined || Number.isNaN(ratio) ? null : Math.min(1, Math.max(0, ratio));
}
