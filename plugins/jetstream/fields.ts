import { z } from 'zod';

/**
 * How a value is made of another: a path in it such as `customer.id`; `{ value }` for a constant; `{ each, fields }` for a list made of a list;
 * any other object member by member.
 */
export type Field = string | { readonly value: unknown } | { readonly each: string; readonly fields: Fields } | Fields;
export interface Fields {
  readonly [name: string]: Field;
}

const Constant = z.strictObject({ value: z.unknown() });
const List = z.strictObject({ each: z.string().min(1), fields: z.lazy((): z.ZodType<Fields> => Fields) });
const Field: z.ZodType<Field> = z.union([z.string().min(1), Constant, List, z.lazy((): z.ZodType<Fields> => Fields)]);
export const Fields: z.ZodType<Fields> = z.record(z.string(), Field);

/** The value that fields make of data. What is not there is left out, so that the record's own defaults stand. */
export function applyFields(fields: Fields, data: unknown): Record<string, unknown> {
  const made = Object.entries(fields).map(([name, field]) => [name, valueOf(field, data)] as const);
  return Object.fromEntries(made.filter(([, value]) => value !== undefined));
}

function valueOf(field: Field, data: unknown): unknown {
  if (typeof field === 'string') return valueAt(data, field);
  const constant = Constant.safeParse(field);
  if (constant.success) return constant.data.value;
  const list = List.safeParse(field);
  if (list.success) {
    const items = valueAt(data, list.data.each);
    return Array.isArray(items) ? items.map((item) => applyFields(list.data.fields, item)) : undefined;
  }
  const nested = Fields.safeParse(field);
  return nested.success ? applyFields(nested.data, data) : undefined;
}

/** What stands at a path of names joined by dots; undefined when something on the way is not there. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? Reflect.get(value, name)
          : undefined,
      data,
    );
}
