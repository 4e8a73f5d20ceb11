/**
 * What is to happen, soonest first; at one time, what was planned first. A binary heap over typed arrays: an event is a time, a
 * kind and the number of what it happens to, and costs no object.
 */
export class EventHeap {
  private times = new Float64Array(1024);
  private orders = new Float64Array(1024);
  private kinds = new Uint8Array(1024);
  private subjects = new Float64Array(1024);
  private planned = 0;
  size = 0;
  /** Of the event last taken. */
  time = 0;
  kind = 0;
  subject = 0;

  /** When the next event is due; infinity when nothing is planned. */
  get nextTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : (this.times[0] ?? 0);
  }

  add(time: number, kind: number, subject: number): void {
    if (this.size === this.times.length) this.grow();
    const order = (this.planned += 1);
    let hole = this.size;
    this.size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.isAfter(parent, time, order)) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.put(hole, time, order, kind, subject);
  }

  /** Takes the next event: `time`, `kind` and `subject` are then its own. False when nothing is planned. */
  take(): boolean {
    if (this.size === 0) return false;
    this.time = this.times[0] ?? 0;
    this.kind = this.kinds[0] ?? 0;
    this.subject = this.subjects[0] ?? 0;
    this.size -= 1;
    if (this.size > 0) this.sink();
    return true;
  }

  /** Moves the last event to the place of the first, and down to where it belongs. */
  private sink(): void {
    const last = this.size;
    const time = this.times[last] ?? 0;
    const order = this.orders[last] ?? 0;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      if (child + 1 < last && this.isAfter(child, this.times[child + 1] ?? 0, this.orders[child + 1] ?? 0)) child += 1;
      if (this.isAfter(child, time, order)) break;
      this.move(child, hole);
      hole = child;
    }
    this.put(hole, time, order, this.kinds[last] ?? 0, this.subjects[last] ?? 0);
  }

  private isAfter(index: number, time: number, order: number): boolean {
    const own = this.times[index] ?? 0;
    return own > time || (own === time && (this.orders[index] ?? 0) > order);
  }

  private move(from: number, to: number): void {
    this.put(to, this.times[from] ?? 0, this.orders[from] ?? 0, this.kinds[from] ?? 0, this.subjects[from] ?? 0);
  }

  private put(index: number, time: number, order: number, kind: number, subject: number): void {
    this.times[index] = time;
    this.orders[index] = order;
    this.kinds[index] = kind;
    this.subjects[index] = subject;
  }

  private grow(): void {
    const length = this.times.length * 2;
    this.times = copied(this.times, new Float64Array(length));
    this.orders = copied(this.orders, new Float64Array(length));
    this.kinds = copied(this.kinds, new Uint8Array(length));
    this.subjects = copied(this.subjects, new Float64Array(length));
  }
}

function copied<T extends Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
