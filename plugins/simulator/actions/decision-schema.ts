import { HOLD_KINDS, Key, z } from '../../../src/providers/index.ts';
import type { Decision } from '../world/decision.ts';

const orderId = Key;
const lineNumber = Key;
const quantity = z.int().positive();
const text = z.string().min(1).max(1000);

/** A decision as the journal keeps it. */
export const DecisionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('release'), orderId, holdId: Key }),
  z.object({
    type: z.literal('hold'),
    orderId,
    kind: z.enum(HOLD_KINDS),
    reason: z.string().max(500),
    lineNumber: lineNumber.nullable().default(null),
  }),
  z.object({
    type: z.literal('reallocate'),
    orderId,
    lineNumber,
    quantity,
    from: z.union([z.object({ orderId, lineNumber }), z.object({ siteId: Key })]),
  }),
  z.object({ type: z.literal('substitute'), orderId, lineNumber, itemId: Key }),
  z.object({ type: z.literal('reschedule'), orderId, lineNumber, promisedDeliverBy: z.int() }),
  z.object({ type: z.literal('reroute'), orderId, lineNumber, carrierServiceId: Key }),
  z.object({ type: z.literal('note'), orderId, text }),
  z.object({ type: z.literal('notify'), orderId, text }),
]) satisfies z.ZodType<Decision>;
