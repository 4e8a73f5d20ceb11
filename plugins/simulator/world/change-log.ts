import { Digest } from '../engine/digest.ts';
import { RECORD_KINDS } from '../../../src/providers/index.ts';
import type { SimTime, StateKind } from './state.ts';

/** What changed, by number of the thing. */
export interface LoggedChange {
  readonly sequence: number;
  readonly number: number;
  readonly at: SimTime;
}

interface KindLog {
  readonly newest: Map<number, number>;
  entries: LoggedChange[];
}

/** Numbers every change of the world, hashes it, and if asked keeps the newest change of each thing. */
export class ChangeLog {
  sequence = 0;
  private readonly digest = new Digest();
  private readonly kinds = new Map<StateKind, KindLog>(
    RECORD_KINDS.map((kind) => [kind, { newest: new Map(), entries: [] }]),
  );

  constructor(private readonly keeps: boolean) {}

  /** `detail` is a number that tells this change from others that the thing could have gone through now. */
  add(kind: StateKind, number: number, at: SimTime, detail: number): void {
    this.sequence += 1;
    this.digest.add(number);
    this.digest.add(at);
    this.digest.add(detail);
    if (this.keeps) this.keep(kind, number, at);
  }

  after(kind: StateKind, sequence: number, limit: number): readonly LoggedChange[] {
    const log = this.kinds.get(kind);
    if (!log) return [];
    const found: LoggedChange[] = [];
    for (let index = firstAfter(log.entries, sequence); index < log.entries.length; index += 1) {
      if (found.length === limit) break;
      const entry = log.entries[index];
      if (entry && log.newest.get(entry.number) === entry.sequence) found.push(entry);
    }
    return found;
  }

  /** Drops the changes of a thing that is gone; the fingerprint stays. */
  forget(kind: StateKind, number: number): void {
    this.kinds.get(kind)?.newest.delete(number);
  }

  fingerprint(): string {
    return this.digest.text();
  }

  private keep(kind: StateKind, number: number, at: SimTime): void {
    const log = this.kinds.get(kind);
    if (!log) return;
    log.newest.set(number, this.sequence);
    log.entries.push({ sequence: this.sequence, number, at });
    if (log.entries.length > 1000 + 3 * log.newest.size)
      log.entries = log.entries.filter((entry) => log.newest.get(entry.number) === entry.sequence);
  }
}

/** Index of the first entry behind a sequence. */
function firstAfter(entries: readonly LoggedChange[], sequence: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.sequence ?? 0) > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}
