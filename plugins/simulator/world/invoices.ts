import { MS_PER_DAY } from '../../../src/providers/index.ts';
import { expectPayment } from './credit.ts';
import { openException } from './exceptions.ts';
import { Invoice } from './model/papers.ts';
import type { Shipment } from './model/shipment.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { nextNumber, touch, type Sim } from './sim.ts';

/** Bills a shipment on the day it leaves; the customer pays after the usual days, some sooner, some later. */
export function issueInvoice(sim: Sim, shipment: Shipment): void {
  const { order } = shipment;
  const total = valueOf(shipment);
  const random = sim.randomness.of(PURPOSE.payment, order.number, shipment.indexInOrder);
  expectPayment(sim, order.customer, total, random.spread(sim.parameters.paymentDays, 0.3));
  const invoice = new Invoice(nextNumber(sim, 'invoice'), order, total, sim.clock.now);
  shipment.invoice = invoice;
  touch(sim, 'invoice', invoice, total);
  if (sim.keepClosed) sim.invoices.set(invoice.number, invoice);
}

/** A few invoices are disputed in the days after delivery. */
export function disputeLater(sim: Sim, { order, indexInOrder, invoice }: Shipment): void {
  if (!invoice) return;
  const random = sim.randomness.of(PURPOSE.dispute, order.number, indexInOrder);
  if (!random.chance(sim.parameters.disputeRatio)) return;
  sim.invoices.set(invoice.number, invoice);
  invoice.isDisputeComing = true;
  sim.heap.add(sim.clock.now + Math.round(random.between(0.2, 9) * MS_PER_DAY), EVENT.dispute, invoice.number);
}

/** A customer disputes an invoice: billing has to work it. */
export function dispute(sim: Sim, invoice: Invoice): void {
  invoice.disputedAt = sim.clock.now;
  invoice.isDisputeComing = false;
  touch(sim, 'invoice', invoice, 2);
  openException(sim, { type: 'invoice', order: invoice.order, lines: [] });
  if (!sim.keepClosed) sim.invoices.delete(invoice.number);
}

function valueOf({ contents }: Shipment): number {
  return contents.reduce(
    (sum, { line, quantity }) => sum + Math.round((line.valueMinor * quantity) / line.quantity),
    0,
  );
}
