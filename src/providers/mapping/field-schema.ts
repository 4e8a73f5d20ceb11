import { z } from 'zod';
import { DAY_PARTS } from './kind-fields.ts';
import { strictObject } from './strict-object.ts';

/** What a cell is read as. Without it, the field's own meaning decides; an attribute is then text. */
export const VALUE_TYPES = ['text', 'number', 'integer', 'money', 'date', 'datetime', 'boolean'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'expected a text, a number, true, false or null',
});
export type Scalar = z.infer<typeof Scalar>;

/** Cell texts that mean "nothing here". Numbers are written as they stand in the file. */
export const EmptyTexts = z.array(z.union([z.string(), z.number()], { error: 'expected texts' }).transform(String));

const name = z.string().min(1);

/** Where a value comes from. Exactly one of `column`, `const` and `template` is given. */
const source = {
  column: name.optional(),
  /** The file of `column` or of the columns in `template`: the record's own, or a joined one. */
  file: name.optional(),
  const: Scalar.optional(),
  /** Column names in braces: `{PO}/{ID}`. Empty when one of its parts is. */
  template: name.optional(),
  type: z
    .enum(VALUE_TYPES, {
      error: (issue) => `expected one of ${VALUE_TYPES.join(', ')}, came ${JSON.stringify(issue.input)}`,
    })
    .optional(),
  /** How a date or a number is written when not in the ISO way: `d-MMM-yy`, `1.234,56`. */
  format: name.optional(),
  /** Takes the place of the mapping's own list. */
  empty: EmptyTexts.optional(),
  lookup: z.record(z.string(), Scalar).optional(),
  /** The value for a cell that `lookup` does not list, or that is not of the field's type. Without it such a row is unreadable. */
  otherwise: Scalar.optional(),
  /** The column may be missing from the file; for an `id`, a row without one has no record. */
  optional: z.boolean().optional(),
} as const;

/** A value without parts of its own: a unit, a currency, a number of days. */
export const PlainField = z.preprocess(constant, strictObject(source));
export type PlainField = z.output<typeof PlainField>;

/** How one field of a record is made. A bare text is a column's name. */
export const Field = z.preprocess(
  (value) => (typeof value === 'string' ? { column: value } : value),
  strictObject({
    ...source,
    /** Time zone of dates and wall-clock times in this column. */
    zone: name.optional(),
    at: z
      .enum(DAY_PARTS, {
        error: (issue) => `expected one of ${DAY_PARTS.join(', ')}, came ${JSON.stringify(issue.input)}`,
      })
      .optional(),
    plus: strictObject({ days: PlainField }).optional(),
    /** Unit of measure of a quantity: a text, or a field. */
    uom: PlainField.optional(),
    /** Currency of an amount: a code, or a field. */
    currency: PlainField.optional(),
  }),
);
export type Field = z.output<typeof Field>;

function constant(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'number' ? { const: value } : value;
}
