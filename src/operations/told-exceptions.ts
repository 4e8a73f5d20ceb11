import type { Entity } from '../domain/entity.ts';
import { toOrderException } from '../domain/exception.ts';
import { changeBetween, toExceptionChange } from '../domain/exception-life.ts';
import type { ExceptionChange } from '../domain/feed.ts';

/** What happened to exceptions that sources tell of, as they were and as they now are. */
export function toldExceptions(
  before: ReadonlyMap<string, Entity>,
  changed: readonly (readonly [string, Entity])[],
): readonly ExceptionChange[] {
  return changed.flatMap(([key, entity]) => {
    if (!isException(entity)) return [];
    const known = before.get(key);
    const [was, is] = [known && isException(known) ? toOrderException(known) : null, toOrderException(entity)];
    const change = is && changeBetween(was, is, was?.assignedTo ?? null);
    return is && change ? [toExceptionChange(change, was, is)] : [];
  });
}

function isException(entity: Entity): entity is Entity<'exception'> {
  return entity.kind === 'exception';
}
