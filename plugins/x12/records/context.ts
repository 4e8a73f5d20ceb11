import type { Instant, RecordKind } from '../../../src/providers/index.ts';
import type { Partner } from '../config.ts';

/** Where a document stands, and what holds for all that it says. */
export interface DocumentContext {
  readonly partner: Partner;
  /** When its interchange was made, a moment later for each document in it: what says something later comes later. */
  readonly changedAt: Instant;
  /** Of the document within all that the partner ever sends. */
  readonly documentId: string;
}

/** A record of a document, not yet validated: the host does that. */
export interface DocumentRecord {
  readonly kind: RecordKind;
  readonly [field: string]: unknown;
}
