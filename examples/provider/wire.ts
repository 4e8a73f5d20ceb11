import { toInstant, z, type SourceRecord } from '../../src/providers/index.ts';

/** One order as the source sends it. Only the fields that are read are listed. */
export const AcmeOrder = z.object({
  /** Counts changes: each change of an order gives it the next number. */
  seq: z.int(),
  number: z.string(),
  customer: z.string(),
  placed: z.coerce.date(),
  changed: z.coerce.date(),
  gone: z.boolean(),
  lines: z.array(z.object({ no: z.int(), item: z.string(), qty: z.number() })),
});
export type AcmeOrder = z.output<typeof AcmeOrder>;

export const AcmeOrders = z.object({ orders: z.array(AcmeOrder) });

/** An order in the words of the platform. */
export function toRecord({ number, customer, placed, changed, lines }: AcmeOrder): SourceRecord {
  return {
    location: `order ${number}`,
    record: {
      kind: 'order',
      id: number,
      customerId: customer,
      placedAt: toInstant(placed),
      changedAt: toInstant(changed),
      currency: 'USD',
      lines: lines.map(({ no, item, qty }) => ({
        lineNumber: String(no),
        itemId: item,
        quantity: { value: qty, uom: 'EA' },
      })),
    },
  };
}
