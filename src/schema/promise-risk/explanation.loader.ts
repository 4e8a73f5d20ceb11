import DataLoader from 'dataloader';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Answers } from '../../operations/answers.ts';
import type { Explanation } from '../../operations/explain-risks.ts';

/** Explains all risks of one query together; null for one that can no longer be explained. No statement. */
export function createExplanationLoader({ explainRisks }: Answers): DataLoader<RecordedRisk, Explanation | null> {
  return new DataLoader<RecordedRisk, Explanation | null>((risks) => Promise.resolve(explainRisks(risks)));
}
