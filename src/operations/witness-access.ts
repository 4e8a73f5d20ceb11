import type { Deed, Doer } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import { messageOf, type ErrorCode } from '../errors.ts';
import type { Deps } from './deps.ts';
import { deedOf } from './record-deed.ts';

/** Sees who reads and who is refused, and writes it down now and then: nobody waits for it. */
export interface AccessWitness {
  /** An operation has run, with these codes in its answer. A partner's are sampled; refusals are counted. */
  readonly answered: (by: Doer & { readonly viewer: Viewer }, operation: string, codes: readonly ErrorCode[]) => void;
  /** Refused before anything ran: credentials, origin, signature or document were not good. By whom is left out while it is not known. */
  readonly turnedAway: (by: Omit<Doer, 'viewer'> & Partial<Pick<Doer, 'viewer'>>, code: ErrorCode) => void;
  /** Writes down what was seen. Never throws: what cannot be written now is written with the next. */
  readonly flush: () => Promise<void>;
  /** The last of it, and no more. */
  readonly close: () => Promise<void>;
}

export interface WitnessOptions {
  /** Share of partners' reads that are written down, 0 to 1. */
  readonly readSample: number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly everyMs?: number;
}

/** Different refusals that are told apart between two writings: who sends more of them cannot fill the log. */
const KINDS = 200;
/** Sampled reads kept between two writings. */
const READS = 2_000;

const REFUSALS: readonly string[] = ['UNAUTHENTICATED', 'FORBIDDEN'];
const NOBODY: Doer['viewer'] = { id: 'anonymous', kind: 'anonymous', name: 'someone unknown' };
const ELSEWHERE: Doer = { viewer: NOBODY, address: null, transport: 'http' };

interface Refusal {
  readonly by: Doer;
  readonly code: string;
  readonly operation: string | null;
  count: number;
}

export function createAccessWitness(
  { store, log }: Pick<Deps, 'store' | 'log'>,
  { readSample, random, everyMs = 5_000 }: WitnessOptions,
): AccessWitness {
  let reads: Deed[] = [];
  let refusals = new Map<string, Refusal>();

  function refuse(by: Doer, code: string, operation: string | null): void {
    const key = `${by.viewer.id} ${by.address} ${by.transport} ${code} ${operation}`;
    const known = refusals.get(key);
    if (known) known.count += 1;
    else if (refusals.size < KINDS) refusals.set(key, { by, code, operation, count: 1 });
    else if (by !== ELSEWHERE) refuse(ELSEWHERE, code, null);
    else refusals.set(key, { by, code, operation, count: 1 });
  }

  async function flush(): Promise<void> {
    const counted = [...refusals.values()].map(({ by, code, operation, count }) =>
      deedOf(by, { action: 'access.refuse', target: null, before: null, after: { code, operation, count } }),
    );
    const deeds = [...reads, ...counted];
    if (deeds.length === 0) return;
    const [keptReads, keptRefusals] = [reads, refusals];
    [reads, refusals] = [[], new Map<string, Refusal>()];
    try {
      await store.transaction((tx) => tx.audit.append(deeds));
    } catch (error) {
      reads = [...keptReads, ...reads].slice(0, READS);
      for (const { by, code, operation, count } of keptRefusals.values())
        for (let again = 0; again < Math.min(count, KINDS); again += 1) refuse(by, code, operation);
      log.warn({ problem: messageOf(error) }, 'reads and refusals cannot be written down, will try again');
    }
  }

  let writing = Promise.resolve();
  const write = (): Promise<void> => (writing = writing.then(flush));
  const timer = setInterval(() => void write(), everyMs).unref();

  return {
    answered: (by, operation, codes) => {
      for (const code of codes) if (REFUSALS.includes(code)) refuse(by, code, operation);
      if (by.viewer.rows.kind !== 'partner' || random() >= readSample || reads.length >= READS) return;
      reads.push(deedOf(by, { action: 'data.read', target: null, before: null, after: { operation, of: readSample } }));
    },
    turnedAway: (by, code) => refuse({ viewer: NOBODY, ...by }, code, null),
    flush: write,
    close: async () => {
      clearInterval(timer);
      await write();
    },
  };
}
