import type { OrderException } from '../../domain/exception.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { Loaders } from '../loaders.ts';

/** The lines that an exception names and that are known. */
export async function linesOfException(
  { orderLine }: Loaders,
  { lineIds }: OrderException,
): Promise<readonly OrderLine[]> {
  const lines = await Promise.all(lineIds.map((id) => orderLine.load(id)));
  return lines.filter((line) => line !== null);
}
