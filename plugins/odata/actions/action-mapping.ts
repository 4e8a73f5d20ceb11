import { PlainField, RowCondition, strictObject, z } from '../../../src/providers/index.ts';

/** How one action is done by setting properties. */
const ActionMapping = strictObject({
  /** What must hold of the order's own properties; else it is refused. */
  when: z.array(RowCondition).default([]),
  /**
   * Properties and their values, made of what the action is given (`orderId`, `kind`, `reason`, `shipBy`, `text`) in the language of
   * mappings. A property that is given `key` keeps the mark of the request, by which a repeated one is known.
   */
  set: z
    .record(z.string().min(1), PlainField)
    .refine((set) => Object.keys(set).length > 0, 'expected at least one property'),
  /** A navigation property of the order: a row is added there, with these properties, in place of changing the order. */
  create: z.string().min(1).optional(),
});
export type ActionMapping = z.output<typeof ActionMapping>;

/** What a service can be asked to do; an action that is left out is refused. */
export const Actions = strictObject({
  hold: ActionMapping.optional(),
  release: ActionMapping.optional(),
  reschedule: ActionMapping.optional(),
  note: ActionMapping.optional(),
});
export type Actions = z.output<typeof Actions>;
export type ActionName = keyof Actions;
