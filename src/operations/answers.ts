import type { Doer } from '../domain/audit.ts';
import type { AssignmentRefusal } from '../domain/exception-assignment.ts';
import type { Changes } from '../domain/feed-message.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import type { RecordKind } from '../domain/record/record.ts';
import type { Clock, Instant } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import { requireWanted, type IsWanted } from '../domain/wanted.ts';
import type { Readers } from '../store/readers.ts';
import type { SourceStatus } from '../store/store.ts';
import type { Deps } from './deps.ts';
import { assignException, type Assignment } from './assign-exception.ts';
import { explainRisks, type Explanation } from './explain-risks.ts';
import { findRemedies, type Remedies } from './find-remedies.ts';
import { listLinks, type LinkReport } from './list-links.ts';
import { listProviders, type ProviderState } from './list-providers.ts';
import { refreshRecords, type RefreshedRecord } from './refresh-records.ts';
import { simulateLines, type Simulation } from './simulate-lines.ts';

/**
 * All that answers a viewer: the rows that they may see, and what may be worked out from these. Whoever has this and not `Deps` cannot
 * read past it.
 */
export interface Answers {
  readonly readers: Readers;
  /** What changes, as the viewer may hear it. */
  readonly changes: ChangesFor;
  readonly simulate: (input: unknown) => Promise<Simulation>;
  readonly findRemedies: (lineIds: readonly string[], threshold: number) => Promise<ReadonlyMap<string, Remedies>>;
  readonly explainRisks: (risks: readonly RecordedRisk[]) => readonly (Explanation | null)[];
  readonly listProviders: () => Promise<readonly ProviderState[]>;
  /** Of all rows: only for those who may see how the distributor works. */
  readonly listLinks: () => Promise<readonly LinkReport[]>;
  /** Which sources can be asked for a record again, and how old its records may be, in milliseconds; null: any age. */
  readonly sources: readonly {
    readonly id: string;
    readonly canLookUp: boolean;
    readonly allowedAgeMs: number | null;
  }[];
  readonly sourceStatuses: () => Promise<ReadonlyMap<string, SourceStatus>>;
  /** Only for records that the viewer has read. */
  readonly refreshRecords: (
    providerId: string,
    kind: RecordKind,
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, RefreshedRecord>>;
  readonly assignException: (by: Doer, assignment: Assignment) => Promise<{ exceptionId: string } | AssignmentRefusal>;
  /** ISO 4217 code of the book. */
  readonly currency: string;
  readonly now: Clock;
  readonly until: () => Instant | null;
}

type Watching<Open> = Open extends (rows: RowScope, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** The feed without a say in whose rows it tells. */
export type ChangesFor = { readonly [K in keyof Changes]: Watching<Changes[K]> };

/** Makes answers for callers. What nobody's leaving ends, such as messages of a subscription, is made once for all who see the same rows. */
export function createAnswersFor(deps: Deps, changes: Changes): (rows: RowScope, isWanted?: IsWanted) => Answers {
  const lasting = new WeakMap<RowScope, Answers>();
  return (rows, isWanted) => {
    if (isWanted) return createAnswers(deps, changes, rows, isWanted);
    const answers = lasting.get(rows) ?? createAnswers(deps, changes, rows);
    lasting.set(rows, answers);
    return answers;
  };
}

/** Answers for who may see these rows, while someone waits for them. Cheap: nothing is read until something is asked. */
export function createAnswers(deps: Deps, changes: Changes, rows: RowScope, isWanted: IsWanted = () => true): Answers {
  const { providers, costs, now, until } = deps;
  const readers = deps.store.readAs(rows, isWanted);
  return {
    readers,
    changes: {
      queueChanges: (watch, after) => changes.queueChanges(rows, watch, after),
      exceptionChanges: (filter, after) => changes.exceptionChanges(rows, filter, after),
      riskChanges: (orderIds, after) => changes.riskChanges(rows, orderIds, after),
      providerChanges: (after) => changes.providerChanges(rows, after),
    },
    simulate: (input) => simulateLines(deps, readers, input),
    findRemedies: (lineIds, threshold) => findRemedies(deps, readers, lineIds, threshold),
    explainRisks: (risks) => explainRisks(deps, risks),
    listProviders: () => listProviders(deps),
    listLinks: () => listLinks(deps),
    sources: providers.all.map(({ id, lookup, settings: { allowedAgeMs } }) => ({
      ...{ id, canLookUp: lookup !== null, allowedAgeMs },
    })),
    sourceStatuses: () => deps.store.sources.statuses(),
    refreshRecords: async (providerId, kind, keys) => {
      requireWanted(isWanted);
      return refreshRecords(deps, providerId, kind, keys);
    },
    assignException: (by, assignment) => assignException(deps, readers, by, assignment),
    currency: costs.currency,
    now,
    until,
  };
}
