import { CostSettings } from '../../src/domain/priority/cost-settings.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { createJudge } from '../../src/scoring/judge.ts';
import { createExplain } from '../../src/scoring/reasons/create-explain.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';

/** How lines are scored and ranked in a test: by the model that is given, in US dollars, with the usual settings where none are given. */
export function testScoring(
  scorer: Deps['scorer'],
  settings = ScoringSettings.parse({}),
): Pick<Deps, 'judge' | 'explain' | 'costs' | 'hysteresis'> {
  const features = featureList(settings);
  const onFailure = () => undefined;
  return {
    judge: createJudge({
      scorer,
      whyNone: () => 'there is no model for this book',
      features: allFeatures(features),
      abstainWidth: 1,
      deadlineMs: 10_000,
      stopwatch: () => performance.now(),
      onFailure,
    }),
    explain: createExplain({ scorer, features, onFailure }),
    costs: { ...CostSettings.parse({}), currency: 'USD' },
    hysteresis: settings.hysteresis,
  };
}
