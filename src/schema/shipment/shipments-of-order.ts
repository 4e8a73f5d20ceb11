import type { Shipment } from '../../domain/shipment.ts';
import type { Loaders } from '../loaders.ts';

/** Shipments that carry any line of an order, once each, by id. Two statements for all orders of a query. */
export async function shipmentsOfOrder(
  loaders: Pick<Loaders, 'linesOfOrder' | 'shipmentsOfLine'>,
  orderId: string,
): Promise<readonly Shipment[]> {
  const lines = await loaders.linesOfOrder.load(orderId);
  const shipments = await Promise.all(lines.map(({ id }) => loaders.shipmentsOfLine.load(id)));
  const byId = new Map(shipments.flat().map((shipment) => [shipment.id, shipment]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
