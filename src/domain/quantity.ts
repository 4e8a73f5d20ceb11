import { z } from 'zod';

/** How much of an item, in a unit of measure (`EA`, `pack`, `kg`). Never below zero. */
export const Quantity = z.object({ value: z.number().min(0), uom: z.string().min(1).max(40) });
export type Quantity = z.infer<typeof Quantity>;
