import { z } from 'zod';
import { isKnownCurrency, Money } from '../domain/money.ts';
import { HOLD_KINDS } from '../domain/record/order-record.ts';
import { Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';

/** Lines that one simulation scores at most. */
export const MOST_SIMULATED_LINES = 1000;

/** Far from any promise: what lies beyond is a slip of the pen. */
const DATES = { from: '1990-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

const date = Instant.refine((at) => at >= DATES.from && at <= DATES.to, 'expected a date from 1990 to 2100');
const id = z.string().min(1).max(300);
const amount = z.number().min(0).max(1e12);
const days = z.number().min(-3650).max(3650);

const Overlay = z.strictObject({
  promisedDeliverBy: date.optional(),
  promisedShipBy: date.optional(),
  requestedDeliverBy: date.optional(),
  movePromiseDays: days.optional(),
  siteId: id.optional(),
  carrierServiceId: id.optional(),
  itemId: id.optional(),
  quantity: z.number().positive().max(1e12).optional(),
  value: Money.extend({ amountMinor: z.int().min(0) })
    .refine(({ currency }) => isKnownCurrency(currency), 'expected a currency that there is')
    .optional(),
  hold: z.enum(['none', ...HOLD_KINDS]).optional(),
  onHand: amount.optional(),
  boundToOthers: amount.optional(),
  delaySupplyDays: days.optional(),
  isFirstAtSite: z.boolean().optional(),
});

const SimulationInput = z.strictObject({
  /** Which lines; all that are open, in id order after `afterLineId`, when null. */
  lineIds: z.array(id).min(1).max(MOST_SIMULATED_LINES).nullable(),
  afterLineId: id.nullable(),
  first: z.int().min(1).max(MOST_SIMULATED_LINES),
  overlay: Overlay.refine((overlay) => Object.keys(overlay).length > 0, 'expected at least one change'),
});
export type SimulationInput = z.output<typeof SimulationInput>;

/** Reads what a caller wants simulated. Throws `INPUT_INVALID` naming the field, what was expected and what came. */
export function parseSimulation(input: unknown): SimulationInput {
  const parsed = SimulationInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new AppError('INPUT_INVALID', `simulate: ${field}: ${issue?.message ?? 'wrong value'}`, { field });
}
