import { MS_PER_DAY } from '../../../src/providers/index.ts';
import type { Customer } from './model/customer.ts';
import { EVENT } from './purposes.ts';
import { touch, type Sim } from './sim.ts';

const DAYS_KEPT = 128;

/** What customers will pay, by the day on which they will. */
export class Receivables {
  private readonly due: Float64Array;

  constructor(private readonly customers: number) {
    this.due = new Float64Array(customers * DAYS_KEPT);
  }

  add(customer: number, day: number, amountMinor: number): void {
    const index = (day % DAYS_KEPT) * this.customers + customer;
    this.due[index] = (this.due[index] ?? 0) + amountMinor;
  }

  /** What a customer pays on a day; it is then no longer due. */
  take(customer: number, day: number): number {
    const index = (day % DAYS_KEPT) * this.customers + customer;
    const amount = this.due[index] ?? 0;
    this.due[index] = 0;
    return amount;
  }
}

/** Raises, or with a negative amount lowers, what a customer owes: orders count from the day they are placed. */
export function charge(sim: Sim, customer: Customer, amountMinor: number): void {
  if (amountMinor === 0) return;
  customer.creditUsedMinor = Math.max(0, customer.creditUsedMinor + amountMinor);
  touch(sim, 'customer', customer, customer.creditUsedMinor);
}

/** A customer will pay an amount some days from now. */
export function expectPayment(sim: Sim, customer: Customer, amountMinor: number, days: number): void {
  const inDays = Math.min(DAYS_KEPT - 2, Math.max(1, Math.round(days)));
  sim.receivables.add(customer.index, dayNumber(sim) + inDays, amountMinor);
}

/** Once a day, what is paid that day comes in. */
export function collectPayments(sim: Sim): void {
  sim.heap.add(sim.clock.now + MS_PER_DAY, EVENT.paymentDay, 0);
  const day = dayNumber(sim);
  for (const customer of sim.customers) charge(sim, customer, -sim.receivables.take(customer.index, day));
}

function dayNumber({ clock, startsAt }: Sim): number {
  return Math.floor((clock.now - startsAt) / MS_PER_DAY);
}
