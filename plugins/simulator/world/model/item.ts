import { idOf } from '../identifiers.ts';
import type { ItemState, SimTime } from '../state.ts';

/** Something that is sold. */
export class Item implements ItemState {
  substitutes: readonly Item[] = [];

  constructor(
    readonly index: number,
    readonly name: string,
    readonly category: string,
    readonly velocity: 'A' | 'B' | 'C',
    readonly unitCostMinor: number,
    readonly unitPriceMinor: number,
    readonly supplier: Supplier,
    readonly shelfLifeDays: number | null,
    /** Lines a day over all sites, as the planners expect them. */
    readonly linesPerDay: number,
    readonly changedAt: SimTime,
  ) {}

  get id(): string {
    return idOf('item', this.index + 1);
  }

  get supplierId(): string {
    return this.supplier.id;
  }

  get substituteIds(): readonly string[] {
    return this.substitutes.map(({ id }) => id);
  }
}

/** Who makes items. */
export interface Supplier {
  readonly id: string;
  readonly isImport: boolean;
  readonly leadDays: number;
  /** How much later than others it tends to be; 1 is usual. */
  readonly unreliability: number;
}
