import {
  keyFromCells,
  unreadableKind,
  type CallContext,
  type ChangeHint,
  type RecordKind,
} from '../../src/providers/index.ts';
import type { PostgresConfig } from './config.ts';
import { openDatabase, type Database } from './database.ts';
import { keyColumnOf, type KeyColumn } from './key-column.ts';
import { planAll, type KindPlan } from './plan.ts';
import { describeStatement, keysStatement } from './statements.ts';

/** A database with the plan of every kind that is read from it. */
export interface PostgresClient {
  readonly database: Database;
  readonly plans: readonly KindPlan[];
  readonly pageRows: number;
  readonly planOf: (kind: RecordKind) => KindPlan;
  /** Asks the server once for the types of the columns by which a kind is found. */
  readonly keyColumnsOf: (plan: KindPlan, signal: AbortSignal) => Promise<readonly KeyColumn[]>;
}

/** Compiles the mapping; makes no connection yet. Throws `CONFIG_INVALID`. */
export function createClient(config: PostgresConfig): PostgresClient {
  const plans = planAll(config);
  const database = openDatabase(config);
  const known = new Map<KindPlan, readonly KeyColumn[]>();
  return {
    database,
    plans,
    pageRows: config.pageRows,
    planOf: (kind) => {
      const plan = plans.find((one) => one.kind === kind);
      if (!plan) throw unreadableKind('postgres', kind);
      return plan;
    },
    keyColumnsOf: async (plan, signal) => {
      const found = known.get(plan);
      if (found) return found;
      const { columns } = await database.ask(describeStatement(plan).sql, [], signal);
      const asked = plan.keys.map((name, at) => keyColumnOf(name, columns[at]?.type ?? 0));
      known.set(plan, asked);
      return asked;
    },
  };
}

/** Every key of a kind, a page at a time. */
export async function* listKeys(
  { database, planOf, pageRows }: PostgresClient,
  kind: RecordKind,
  { signal }: CallContext,
): AsyncGenerator<readonly string[]> {
  const plan = planOf(kind);
  let last: readonly string[] | null = null;
  do {
    const { sql, values } = keysStatement(plan, last, pageRows);
    const { rows }: { rows: readonly (readonly string[])[] } = await database.ask(sql, values, signal);
    yield rows.filter((cells) => cells.every((cell) => cell !== '')).map((cells) => keyFromCells(kind, cells));
    last = rows.length < pageRows ? null : (rows.at(-1) ?? null);
  } while (last !== null);
}

/** Hints from the channels that the mapping names; without any it only waits. What was said while nobody listened is made up for. */
export async function listen(
  { database, plans }: PostgresClient,
  onHints: (hints: readonly ChangeHint[]) => void,
  { signal }: CallContext,
): Promise<void> {
  const listening = plans.filter(({ channel }) => channel !== null);
  const channels = [...new Set(listening.flatMap(({ channel }) => channel ?? []))];
  if (channels.length === 0) return untilAborted(signal);
  await database.listen(
    channels,
    {
      ready: () => onHints(listening.map(({ kind }) => ({ kind }))),
      told: (told, payload) =>
        onHints(listening.filter(({ channel }) => channel === told).map(({ kind }) => toHint(kind, payload))),
    },
    signal,
  );
}

/** The payload is the key of what changed, or empty. */
function toHint(kind: RecordKind, payload: string): ChangeHint {
  return payload === '' ? { kind } : { kind, keys: [payload] };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
