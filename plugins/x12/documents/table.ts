/**
 * Where an element stands, as X12 names it: `BEG03`; `DTM[01=002]02`, of the segment whose element 01 is 002; `N1[01=ST]/N401`, of a segment in the
 * loop that such a segment begins.
 */
export type ElementPath = string;

/** The elements of a transaction set that are read, in the words in which they are read. */
export interface DocumentTable {
  /** Transaction set (element 143). */
  readonly set: string;
  /** Version, release and industry id (element 480) in which the numbers hold. */
  readonly version: string;
  readonly header: Readonly<Record<string, ElementPath>>;
  /** The loop that repeats: the segment that begins it, and what is read of each. */
  readonly line?: {
    readonly starts: string;
    readonly fields: Readonly<Record<string, ElementPath>>;
    /** The segment with product numbers, and the element of their first qualifier (235). */
    readonly products?: { readonly segment: string; readonly from: number };
  };
}
