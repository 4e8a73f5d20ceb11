import { keyOf, type CanonicalRecord, type RecordKind } from '../../src/providers/index.ts';

/** Where a fault strikes. */
export type FaultyCall = 'read' | 'listKeys' | 'lookup' | 'plan' | 'act' | 'observe' | 'check';

/** What goes wrong with a call: it waits, then fails, or only waits. */
export interface Fault {
  /** Strikes the next calls of this sort; of any sort when absent. */
  readonly on?: FaultyCall;
  readonly error?: Error;
  /** Milliseconds to wait first; `Infinity` hangs until the call is aborted, and then still does not answer. */
  readonly delayMs?: number;
  /** How many calls it strikes. */
  readonly times?: number;
  /** The call is done before the fault strikes: only the answer gets lost. */
  readonly isAfter?: boolean;
}

/** A change as a reader sees it: the newest state of one key. `value` is null once it is removed. */
export interface MemoryChange {
  readonly version: number;
  readonly key: string;
  readonly value: unknown;
}

/** A call that reached the source. */
export interface MemoryCall {
  readonly name: FaultyCall;
  readonly signal: AbortSignal;
}

/** A source system in this very process: records by kind and key, each with the version at which it last changed. */
export class MemorySource {
  readonly #kinds = new Map<RecordKind, Map<string, MemoryChange>>();
  readonly #faults: { fault: Fault; left: number }[] = [];
  readonly #calls: MemoryCall[] = [];
  readonly #notes: { orderId: string; text: string }[] = [];
  #version = 0;

  /** Every call that reached it, oldest first. */
  get calls(): readonly MemoryCall[] {
    return this.#calls;
  }

  /** What `note` wrote. */
  get notes(): readonly { readonly orderId: string; readonly text: string }[] {
    return this.#notes;
  }

  put(...records: readonly CanonicalRecord[]): void {
    for (const record of records) this.putRaw(record.kind, keyOf(record), record);
  }

  /** Any value in the place of a record, such as one that fits no schema. */
  putRaw(kind: RecordKind, key: string, value: unknown): void {
    this.#write(kind, key, value);
  }

  remove(kind: RecordKind, key: string): void {
    this.#write(kind, key, null);
  }

  /** It is there no more, and no change says so. */
  lose(kind: RecordKind, key: string): void {
    this.#kinds.get(kind)?.delete(key);
  }

  get(kind: RecordKind, key: string): unknown {
    return this.#kinds.get(kind)?.get(key)?.value ?? null;
  }

  /** Of every record that is there. */
  keysOf(kind: RecordKind): readonly string[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])].filter(({ value }) => value !== null).map(({ key }) => key);
  }

  /** Grows with every change of the record; 0 for one that was never there. */
  versionOf(kind: RecordKind, key: string): number {
    return this.#kinds.get(kind)?.get(key)?.version ?? 0;
  }

  addNote(orderId: string, text: string): void {
    this.#notes.push({ orderId, text });
  }

  /** The newest state of each key that changed after a version, oldest change first. */
  changesAfter(kind: RecordKind, version: number): readonly MemoryChange[] {
    const changes = [...(this.#kinds.get(kind)?.values() ?? [])].filter((change) => change.version > version);
    return changes.sort((a, b) => a.version - b.version);
  }

  inject(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** What every call passes through before it is answered. */
  async arrive(name: FaultyCall, signal: AbortSignal): Promise<void> {
    this.#calls.push({ name, signal });
    await this.#strike(name, false);
  }

  /** What every deed passes through once it is done. */
  async answer(name: FaultyCall): Promise<void> {
    await this.#strike(name, true);
  }

  async #strike(name: FaultyCall, isAfter: boolean): Promise<void> {
    const struck = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.on ?? name) === name && (fault.isAfter ?? false) === isAfter,
    );
    if (!struck) return;
    struck.left -= 1;
    const { delayMs = 0, error } = struck.fault;
    if (delayMs === Number.POSITIVE_INFINITY) await new Promise<never>(() => undefined);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (error !== undefined) throw error;
  }

  #write(kind: RecordKind, key: string, value: unknown): void {
    this.#version += 1;
    const records = this.#kinds.get(kind) ?? new Map<string, MemoryChange>();
    this.#kinds.set(kind, records.set(key, { version: this.#version, key, value }));
  }
}
