import { z } from 'zod';
import { isSecret } from './define-provider.ts';

type Schema = z.core.$ZodType;

/** Every text that a configuration holds where its schema says `secret()`, however deep. */
export function secretsIn(schema: Schema, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isSecret(schema)) return textsIn(value);
  return partsOf(schema, value).flatMap(([part, partValue]) => secretsIn(part, partValue));
}

/** The schemas inside a schema, each with the part of the value that it speaks of. */
function partsOf(schema: Schema, value: unknown): readonly (readonly [Schema, unknown])[] {
  if (schema instanceof z.ZodObject)
    return Object.entries<Schema>(schema.shape).map(([key, part]) => [part, memberOf(value, key)]);
  if (schema instanceof z.ZodArray) return listOf(value).map((item) => [schema.element, item]);
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item: Schema, index) => [item, listOf(value)[index]]);
  if (schema instanceof z.ZodRecord) return Object.values(asObject(value)).map((item) => [schema.valueType, item]);
  if (schema instanceof z.ZodUnion) return schema.options.map((option: Schema) => [option, value]);
  if (schema instanceof z.ZodIntersection)
    return [
      [schema.def.left, value],
      [schema.def.right, value],
    ];
  if (schema instanceof z.ZodPipe)
    return [
      [schema.in, value],
      [schema.out, value],
    ];
  if (schema instanceof z.ZodLazy) return [[schema.unwrap(), value]];
  if (isWrapper(schema)) return [[schema.unwrap(), value]];
  return [];
}

function isWrapper(schema: Schema): schema is Schema & { unwrap: () => Schema } {
  return [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault, z.ZodReadonly, z.ZodCatch, z.ZodNonOptional].some(
    (wrapper) => schema instanceof wrapper,
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (Buffer.isBuffer(value)) return [value.toString('utf8'), value.toString('base64'), value.toString('hex')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function memberOf(value: unknown, key: string): unknown {
  return Reflect.get(asObject(value), key);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
