import { z } from 'zod';
import type { Cursor } from '../../src/providers/index.ts';

/** What was taken in of one kind: of the files that still lie in the drop folder, those that are done, and how far the next one is. */
export const X12Cursor = z.object({
  version: z.literal(1),
  done: z.array(z.string()),
  begun: z.object({ id: z.string(), records: z.int().min(0) }).nullable(),
  /** Exceptions of files in quarantine that were told. */
  told: z.array(z.string()),
});
export type X12Cursor = z.output<typeof X12Cursor>;

const START: X12Cursor = { version: 1, done: [], begun: null, told: [] };

/** A cursor that is none of ours starts from the beginning: what was taken in before is recognised by its content. */
export function cursorOf(cursor: Cursor): X12Cursor {
  return X12Cursor.safeParse(cursor).data ?? START;
}
