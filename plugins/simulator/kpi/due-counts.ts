import { SEGMENTS, type Segment, type SimTime } from '../world/state.ts';

/** Lines and orders that were due at one time, and how many of them came on time in full. */
export class DueCount {
  lines = 0;
  linesKept = 0;
  units = 0;
  unitsKept = 0;
  shippedOnTime = 0;
  orders = 0;
  ordersKept = 0;
  readonly segmentLines = new Float64Array(SEGMENTS.length);
  readonly segmentKept = new Float64Array(SEGMENTS.length);

  addLine(line: DueLine): void {
    this.lines += 1;
    this.units += line.quantity;
    this.unitsKept += line.onTimeQuantity;
    if (line.shippedOnTimeQuantity === line.quantity) this.shippedOnTime += 1;
    const segment = SEGMENTS.indexOf(line.segment);
    this.segmentLines[segment] = (this.segmentLines[segment] ?? 0) + 1;
    if (line.onTimeQuantity < line.quantity) return;
    this.linesKept += 1;
    this.segmentKept[segment] = (this.segmentKept[segment] ?? 0) + 1;
  }

  addOrder(isKept: boolean): void {
    this.orders += 1;
    if (isKept) this.ordersKept += 1;
  }

  add(other: DueCount): void {
    this.lines += other.lines;
    this.linesKept += other.linesKept;
    this.units += other.units;
    this.unitsKept += other.unitsKept;
    this.shippedOnTime += other.shippedOnTime;
    this.orders += other.orders;
    this.ordersKept += other.ordersKept;
    other.segmentLines.forEach((count, index) => (this.segmentLines[index] = (this.segmentLines[index] ?? 0) + count));
    other.segmentKept.forEach((count, index) => (this.segmentKept[index] = (this.segmentKept[index] ?? 0) + count));
  }
}

/** What is counted of a line when it is due. */
export interface DueLine {
  readonly segment: Segment;
  readonly quantity: number;
  readonly onTimeQuantity: number;
  readonly shippedOnTimeQuantity: number;
}

/** Counts by the time at which things are due, so that what is not due yet can be left out. */
export class DueCounts {
  private readonly counts = new Map<SimTime, DueCount>();

  at(due: SimTime): DueCount {
    const known = this.counts.get(due);
    if (known) return known;
    const count = new DueCount();
    this.counts.set(due, count);
    return count;
  }

  /** All that is due by now, in one. */
  until(now: SimTime): DueCount {
    const sum = new DueCount();
    for (const [due, count] of this.counts) if (due <= now) sum.add(count);
    return sum;
  }
}
