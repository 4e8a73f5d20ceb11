import DataLoader from 'dataloader';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Deps } from '../../operations/deps.ts';
import { explainRisks, type Explanation } from '../../operations/explain-risks.ts';

/** Explains all risks of one query together; null for one that can no longer be explained. No statement. */
export function createExplanationLoader(deps: Deps): DataLoader<RecordedRisk, Explanation | null> {
  return new DataLoader<RecordedRisk, Explanation | null>((risks) => Promise.resolve(explainRisks(deps, risks)));
}
