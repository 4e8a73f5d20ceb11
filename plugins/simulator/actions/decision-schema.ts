import { HOLD_KINDS, Key, z } from '../../../src/providers/index.ts';
import type { Decision } from '../world/decision.ts';

const onOrder = { orderId: Key };
const onLine = { ...onOrder, lineNumber: Key };
const text = z.string().min(1).max(1000);

/** What each decision is given. */
export const DECISION_INPUTS = {
  release: z.strictObject({ ...onOrder, holdId: Key }),
  hold: z.strictObject({
    ...onOrder,
    kind: z.enum(HOLD_KINDS),
    reason: z.string().min(1).max(500),
    /** Null: the whole order. */
    lineNumber: Key.nullable().default(null),
  }),
  reallocate: z.strictObject({
    ...onLine,
    quantity: z.int().positive(),
    from: z.union([z.strictObject(onLine), z.strictObject({ siteId: Key })]),
  }),
  substitute: z.strictObject({ ...onLine, itemId: Key }),
  /** In milliseconds since 1970, as the world counts. */
  reschedule: z.strictObject({ ...onLine, promisedDeliverBy: z.int() }),
  reroute: z.strictObject({ ...onLine, carrierServiceId: Key }),
  note: z.strictObject({ ...onOrder, text }),
  notify: z.strictObject({ ...onOrder, text }),
} as const;

/** A decision as the journal keeps it. */
export const DecisionSchema = z.discriminatedUnion('type', [
  DECISION_INPUTS.release.extend({ type: z.literal('release') }),
  DECISION_INPUTS.hold.extend({ type: z.literal('hold') }),
  DECISION_INPUTS.reallocate.extend({ type: z.literal('reallocate') }),
  DECISION_INPUTS.substitute.extend({ type: z.literal('substitute') }),
  DECISION_INPUTS.reschedule.extend({ type: z.literal('reschedule') }),
  DECISION_INPUTS.reroute.extend({ type: z.literal('reroute') }),
  DECISION_INPUTS.note.extend({ type: z.literal('note') }),
  DECISION_INPUTS.notify.extend({ type: z.literal('notify') }),
]) satisfies z.ZodType<Decision>;
