import type { OrderException } from '../domain/exception.ts';
import type { ExceptionQuery, Slice } from '../domain/list.ts';
import type { Readers } from '../store/readers.ts';

/** A page of the exceptions that match, newest opened first. One statement. */
export function listExceptions({ exceptions }: Readers, query: ExceptionQuery): Promise<Slice<OrderException>> {
  return exceptions.page(query);
}
