import type { RecordedRisk } from '../../domain/promise-risk.ts';
import { messageOf } from '../../errors.ts';
import type { FeatureList } from '../feature-list.ts';
import type { Scorer } from '../snapshot.ts';
import { explainAll, type Explanation } from './explain.ts';
import { readFeatures } from './read-features.ts';

/**
 * Explains recorded risks, in the order given. Null for one that another model gave than the one in use: what it saw says nothing
 * about this one. Never throws.
 */
export type Explain = (risks: readonly RecordedRisk[]) => readonly (Explanation | null)[];

export interface ExplainOptions {
  readonly scorer: () => Scorer | null;
  readonly features: FeatureList;
  readonly onFailure: (model: string, problem: string) => void;
}

export function createExplain({ scorer, features, onFailure }: ExplainOptions): Explain {
  const said = readFeatures(features);
  return (risks) => {
    const model = scorer();
    const ours = risks.filter(({ method, modelVersion }) => method === 'rules' || modelVersion === model?.version);
    try {
      const explained = explainAll(model?.explainer ?? null, said, ours);
      const byLine = new Map(ours.map(({ lineId }, i) => [lineId, explained[i] ?? null]));
      return risks.map(({ lineId }) => byLine.get(lineId) ?? null);
    } catch (error) {
      onFailure(model?.version ?? 'rules', messageOf(error));
      return risks.map(() => null);
    }
  };
}
