import type { Party } from '../config.ts';
import type { Segment } from './segments.ts';

/** An interchange whose every count and control number is right. */
export interface Interchange {
  readonly sender: Party;
  readonly receiver: Party;
  /** ISA13, nine digits. */
  readonly control: string;
  /** ISA15. */
  readonly usage: string;
  readonly groups: readonly Group[];
}

export interface Group {
  /** GS01, such as `PO`. */
  readonly functionalId: string;
  readonly control: string;
  /** GS04 and GS05: local to the sender, `20261123` and `0930` or longer. */
  readonly date: string;
  readonly time: string;
  /** GS08, such as `004010`. */
  readonly version: string;
  readonly sets: readonly TransactionSet[];
}

export interface TransactionSet {
  /** ST01, such as `850`. */
  readonly id: string;
  readonly control: string;
  /** Without ST and SE. */
  readonly segments: readonly Segment[];
}

/** Why a text is no whole interchange. */
export class Refused extends Error {}
