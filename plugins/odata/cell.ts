import { z } from '../../src/providers/index.ts';

/** A row as the service gives it: properties, parts with properties of their own, and control information such as `@odata.etag`. */
export const Entity = z.record(z.string(), z.unknown());
export type Entity = z.output<typeof Entity>;

/** The value at a path, as a text; '' for nothing. */
export function cellOf(entity: Entity | null, path: readonly string[]): string {
  let value: unknown = entity;
  for (const step of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : null;
  return textOf(value);
}

/** A value as a text without spaces around it; '' for nothing. */
export function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.trim();
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return value === null || value === undefined ? '' : JSON.stringify(value);
  }
}

/** Control information, which newer services write without `odata.`. */
export function controlOf(entity: Entity, name: 'etag' | 'nextLink', property = ''): string | null {
  const value = entity[`${property}@odata.${name}`] ?? entity[`${property}@${name}`];
  return typeof value === 'string' && value !== '' ? value : null;
}
