import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { Explainer } from '../explainer.ts';
import { logOddsOf } from '../log-odds.ts';
import { RULES } from '../rules/rule-list.ts';
import { SIGNALS, type SignalName } from '../signals/signal-list.ts';
import type { SignalGroup } from '../signals/signal.ts';
import type { ReadFeature } from './read-features.ts';
import { shareOut } from './share-out.ts';

/** What one feature, or one rule, did to a score. */
export interface Contribution {
  /** Of the feature or the rule. */
  readonly name: string;
  readonly signal: SignalName;
  readonly group: SignalGroup;
  /** In log-odds: above 0 makes a late delivery likelier. */
  readonly contribution: number;
  /** What was seen, with its unit. */
  readonly sentence: string;
}

/** Why a score is what it is: base and contributions add up to it. */
export interface Explanation {
  /** Log-odds of a line of which nothing is known. */
  readonly baseLogOdds: number;
  /** Log-odds of `late`. */
  readonly logOdds: number;
  /** All that moved the score at all, the strongest first. */
  readonly contributions: readonly Contribution[];
}

/**
 * Explains recorded scores, in the order given; null for one that cannot be explained any more, as the model that gave it is no
 * longer the one in use. All of a model's are worked out in two walks through its features, whatever their number.
 */
export function explainAll(
  explainer: Explainer | null,
  features: readonly ReadFeature[],
  risks: readonly RecordedRisk[],
): readonly (Explanation | null)[] {
  const rows = risks.flatMap(({ seen }) => seen ?? []);
  const shares = explainer && rows.length > 0 ? shareOut(explainer, rows) : [];
  let next = 0;
  return risks.map((risk) => {
    if (!risk.seen) return explainByPoints(risk);
    const changes = shares[next++];
    if (!explainer || !changes) return null;
    return {
      baseLogOdds: explainer.baseLogOdds,
      logOdds: logOddsOf(risk.late),
      contributions: byStrength(
        features.flatMap(({ name, signal, sayOf }, i) => toContribution(name, signal, changes[i] ?? 0, sayOf(risk))),
      ),
    };
  });
}

function explainByPoints({ late, points }: RecordedRisk): Explanation | null {
  if (!points) return null;
  const sum = points.reduce((total, { logOdds }) => total + logOdds, 0);
  return {
    baseLogOdds: logOddsOf(late) - sum,
    logOdds: logOddsOf(late),
    contributions: byStrength(
      points.flatMap(({ name, logOdds, said }) => {
        const signal = RULES.find((rule) => rule.name === name)?.signal ?? 'promise';
        return toContribution(name, signal, logOdds, said);
      }),
    ),
  };
}

function toContribution(name: string, signal: SignalName, contribution: number, sentence: string): Contribution[] {
  return contribution === 0 ? [] : [{ name, signal, group: SIGNALS[signal].group, contribution, sentence }];
}

function byStrength(contributions: readonly Contribution[]): readonly Contribution[] {
  return [...contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
