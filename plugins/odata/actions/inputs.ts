import { HOLD_KINDS, Key, z } from '../../../src/providers/index.ts';

const text = (length: number) => z.string().min(1).max(length);

/** What each action is given. Its members are the columns of the action's mapping. */
export const INPUTS = {
  hold: z.strictObject({
    orderId: Key,
    kind: z.enum(HOLD_KINDS),
    reason: text(500).nullable().default(null),
  }),
  release: z.strictObject({ orderId: Key, holdId: Key.optional() }),
  reschedule: z.strictObject({
    orderId: Key,
    /** Date on which its goods are to leave. */
    shipBy: z.iso.date(),
  }),
  note: z.strictObject({ orderId: Key, text: text(2_000) }),
} as const;

/** Any of them, as the deed sees it. */
export type DeedInput = Readonly<Record<string, string | null | undefined>> & { readonly orderId: string };
