import { unreadableKind, type ConnectContext, type RecordKind } from '../../src/providers/index.ts';
import { compileDeeds, type Deeds } from './actions/compile-deed.ts';
import { bindKind, type BoundKind } from './bound-kind.ts';
import type { OdataConfig } from './config.ts';
import { planAll, type KindPlan } from './plan.ts';
import { createService, type Service } from './service.ts';

/** A service with the plan of every kind that is read from it. */
export interface OdataClient {
  readonly service: Service;
  readonly plans: readonly KindPlan[];
  readonly deeds: Deeds;
  readonly pageRows: number;
  /** A kind with its names found in the service's description, which is asked for once. Throws `config` for a name that there is not. */
  readonly bind: (kind: RecordKind, signal: AbortSignal) => Promise<BoundKind>;
  /** What the service was seen not to understand, so that it is not asked for again. */
  readonly lacks: Set<'in' | 'batch'>;
}

/** Compiles the mapping; reaches nobody yet. Throws `CONFIG_INVALID`. */
export function createClient(config: OdataConfig, context: Pick<ConnectContext, 'http' | 'now'>): OdataClient {
  const plans = planAll(config);
  const service = createService(config, context);
  const bound = new Map<RecordKind, BoundKind>();
  return {
    service,
    plans,
    deeds: compileDeeds(config),
    pageRows: config.pageRows,
    lacks: new Set(),
    bind: async (kind, signal) => {
      const known = bound.get(kind);
      if (known) return known;
      const plan = plans.find((one) => one.kind === kind);
      if (!plan) throw unreadableKind('odata', kind);
      const made = bindKind(plan, await service.model(signal));
      bound.set(kind, made);
      return made;
    },
  };
}
