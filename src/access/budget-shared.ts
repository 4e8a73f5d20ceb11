import type { Log } from '../log.ts';
import { messageOf } from '../errors.ts';
import { createMemoryBuckets, type Buckets, type Taken } from './budget.ts';
import type { Allowance } from './budget-settings.ts';

/** Where replicas count together. */
export interface BucketStore {
  /** Takes points: if there are as many, or with `always` in any case. What there is then, or would be. */
  readonly take: (id: string, allowance: Allowance, cost: number, always: boolean) => Promise<Taken>;
}

/** Milliseconds after which what was spent without asking is told to the others. */
const TELL_MS = 1_000;

export interface SharedBuckets extends Buckets {
  /** Tells the others what was spent here and stops. */
  readonly close: () => Promise<void>;
}

/**
 * Buckets that several replicas share. Each replica remembers what it last heard: who has too little by that is refused without asking
 * the database, and while the database does not answer, each replica counts for itself.
 */
export function createSharedBuckets(store: BucketStore, now: () => number, log: Log): SharedBuckets {
  const heard = createMemoryBuckets(now);
  const untold = new Map<string, { readonly allowance: Allowance; readonly cost: number }>();
  let timer: NodeJS.Timeout | null = null;

  /** What is not yet told counts here, and is told with the next question. */
  async function ask(id: string, allowance: Allowance, cost: number, always: boolean): Promise<Taken> {
    const before = untold.get(id)?.cost ?? 0;
    untold.delete(id);
    try {
      const taken = await store.take(id, allowance, cost + before, always);
      const told = taken.isTaken || before === 0 ? taken : await store.take(id, allowance, before, true);
      heard.spend(id, allowance, heard.available(id, allowance) - told.available);
      return taken;
    } catch (error) {
      if (before !== 0) owe(id, allowance, before);
      throw error;
    }
  }

  function owe(id: string, allowance: Allowance, cost: number): void {
    untold.set(id, { allowance, cost: cost + (untold.get(id)?.cost ?? 0) });
    timer ??= setTimeout(() => void tellAll(), TELL_MS).unref();
  }

  async function tellAll(): Promise<void> {
    timer = null;
    for (const [id, { allowance }] of [...untold])
      await ask(id, allowance, 0, true).catch((error: unknown) => {
        log.warn({ reason: messageOf(error) }, 'budgets are not shared for now: each replica counts for itself');
      });
  }

  return {
    async take(id, allowance, cost) {
      const available = heard.available(id, allowance);
      if (available < cost) return { isTaken: false, available };
      try {
        return await ask(id, allowance, cost, false);
      } catch {
        return heard.take(id, allowance, cost);
      }
    },
    spend(id, allowance, cost) {
      owe(id, allowance, cost);
      return heard.spend(id, allowance, cost);
    },
    available: heard.available,
    async close() {
      if (timer) clearTimeout(timer);
      await tellAll();
    },
  };
}
