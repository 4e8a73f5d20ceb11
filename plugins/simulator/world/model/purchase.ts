import { idOf } from '../identifiers.ts';
import type { SimTime, SupplyState } from '../state.ts';
import type { Position } from './position.ts';

/** A purchase order line. When it will really come is not in it: only the events of the world know. */
export class Purchase implements SupplyState {
  receivedAt: SimTime | null = null;
  changedAt: SimTime;
  /** Whether the port has held it up already. */
  wasHeldUp = false;

  constructor(
    readonly number: number,
    readonly position: Position,
    /** Which of the purchases for its place it is, from 1. */
    readonly indexAtPosition: number,
    readonly quantity: number,
    readonly orderedAt: SimTime,
    public expectedAt: SimTime,
  ) {
    this.changedAt = orderedAt;
  }

  get id(): string {
    return idOf('supply', this.number);
  }

  get itemId(): string {
    return this.position.item.id;
  }

  get siteId(): string {
    return this.position.site.id;
  }

  get supplierId(): string {
    return this.position.item.supplier.id;
  }
}
