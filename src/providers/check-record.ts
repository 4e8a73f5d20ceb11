import { RECORDS, type CanonicalRecord, type RecordKind } from '../domain/record/record.ts';
import { describeIssue } from './describe-issue.ts';
import { unstorablePath } from './storable.ts';

export type CheckedRecord = { readonly record: CanonicalRecord } | { readonly problem: string };

/** A value of a source as a record of its kind, or the first reason why it is none. */
export function checkRecord(kind: RecordKind, value: unknown): CheckedRecord {
  const parsed = RECORDS[kind].safeParse(value);
  if (!parsed.success) return { problem: describeIssue(parsed.error, value) };
  const path = unstorablePath(parsed.data);
  if (path !== null)
    return { problem: `${path}: expected text, came characters that are not text (zero, or half a surrogate pair)` };
  return { record: parsed.data };
}
