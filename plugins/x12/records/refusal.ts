import { ACKNOWLEDGEMENT } from '../documents/997.ts';
import { readDocument } from '../documents/read-fields.ts';
import type { Segment } from '../envelope/segments.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';

/** 997: an exception for each document of ours that a partner could not read; nothing when all is well. */
export function refusals(
  segments: readonly Segment[],
  { partner, changedAt, documentId }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, ACKNOWLEDGEMENT);
  const refused = lines
    .filter(({ fields }) => fields.verdict !== null && !ACCEPTED.includes(fields.verdict))
    .map(
      ({ fields }) =>
        `${fields.set ?? ''} ${fields.control ?? ''} (${fields.verdict ?? ''}, ${fields.problem ?? 'no reason'})`,
    );
  if (refused.length === 0 && ACCEPTED.includes(header.verdict ?? 'A')) return [];
  return [
    {
      kind: 'exception',
      id: `refused/${documentId}`,
      type: 'edi',
      severity: 'high',
      cause:
        `${partner.id} could not read group ${header.groupControl ?? ''} of ours: ${refused.join(', ') || `verdict ${header.verdict ?? ''}`}`.slice(
          0,
          1000,
        ),
      openedAt: changedAt,
      changedAt,
    },
  ];
}

/** Verdicts (elements 715 and 717): accepted, and accepted with errors noted. */
const ACCEPTED = ['A', 'E'];
