import type { OrderException } from '../domain/exception.ts';
import type { ExceptionQuery, Slice } from '../domain/list.ts';
import type { Deps } from './deps.ts';

/** A page of the exceptions that match, newest opened first. One statement. */
export function listExceptions({ store }: Pick<Deps, 'store'>, query: ExceptionQuery): Promise<Slice<OrderException>> {
  return store.exceptions.page(query);
}
