import type { RecordedRisk } from '../domain/promise-risk.ts';
import { messageOf } from '../errors.ts';
import { createAskModel, type Answer, type AskOptions } from './ask-model.ts';
import type { Feature } from './feature.ts';
import { intervalsOf, type Interval, type Scored } from './interval.ts';
import { RULES_VERSION } from './rules/rule-list.ts';
import { scoreByRules } from './rules/score-by-rules.ts';
import type { Score, Scorer, Snapshot } from './snapshot.ts';
import { unfitForModel } from './unfit-for-model.ts';
import { percent } from './features/wording.ts';
import { SIGNALS } from './signals/signal-list.ts';

/**
 * Gives every line its risk: the model's where it can be trusted, that of the rules elsewhere. Never throws. In the order given;
 * null for a line that was promised nothing.
 */
export type Judge = (snapshots: readonly Snapshot[]) => readonly (RecordedRisk | null)[];

export interface JudgeOptions extends AskOptions {
  readonly scorer: () => Scorer | null;
  /** Of the book, in the order of the feature list. */
  readonly features: readonly Feature[];
  /** A score that could lie anywhere in a span wider than this is none: the rules score then. */
  readonly abstainWidth: number;
}

/** What a score is made of before it is written down. */
type Verdict =
  { readonly score: Score; readonly interval: Interval } | { readonly refused: string; readonly interval?: Interval };

export function createJudge({ scorer, features, abstainWidth, ...asking }: JudgeOptions): Judge {
  const askModel = createAskModel(asking);

  function answersTo(model: Scorer | null, snapshots: readonly Snapshot[]): readonly Answer[] {
    const unfit = snapshots.map(unfitForModel);
    const asked = askModel(
      model,
      snapshots.filter((_, i) => unfit[i] === null),
    );
    let next = 0;
    return unfit.map((reason) => (reason === null ? (asked[next++] ?? { refused: NOTHING }) : { refused: reason }));
  }

  /** Without an interval a score still stands: it is then as sure as the model thinks. */
  function tryIntervals({ explainer, version }: Scorer, scored: readonly Scored[]): readonly Interval[] {
    if (!explainer) return [];
    try {
      return intervalsOf(explainer, features, scored);
    } catch (error) {
      asking.onFailure(version, messageOf(error));
      return [];
    }
  }

  function verdictsOn(model: Scorer | null, snapshots: readonly Snapshot[]): readonly Verdict[] {
    const answers = answersTo(model, snapshots);
    const scored: Scored[] = [];
    answers.forEach((answer, i) => {
      const snapshot = snapshots[i];
      if (snapshot && 'score' in answer && answer.score.row) {
        scored.push({ snapshot, row: answer.score.row, late: answer.score.late });
      }
    });
    const intervals = model ? tryIntervals(model, scored) : [];
    let next = 0;
    return answers.map((answer) => {
      if ('refused' in answer) return answer;
      const { score } = answer;
      const interval = (score.row && intervals[next++]) || { low: score.late, high: score.late, missing: [] };
      return interval.high - interval.low > abstainWidth
        ? { refused: abstention(interval), interval }
        : { score, interval };
    });
  }

  return (snapshots) => {
    const model = scorer();
    const promised = snapshots.filter(({ line }) => line.promisedDeliverBy !== null);
    const verdicts = verdictsOn(model, promised);
    let next = 0;
    return snapshots.map((snapshot) => {
      const verdict = snapshot.line.promisedDeliverBy === null ? null : verdicts[next++];
      if (!verdict) return null;
      return 'score' in verdict
        ? byModel(snapshot, verdict.score, verdict.interval, model?.version ?? '')
        : byRules(snapshot, verdict.refused, verdict.interval ?? null);
    });
  };
}

const NOTHING = 'the model gave no score';

function abstention({ low, high, missing }: Interval): string {
  const titles = missing.map((name) => SIGNALS[name].title).join(', ');
  return `without ${titles} the model could say anything from ${percent(low)} to ${percent(high)}`;
}

function byModel({ line, asOf }: Snapshot, score: Score, interval: Interval, modelVersion: string): RecordedRisk {
  const { late, short, exception, deliverP50At, deliverP90At, row } = score;
  return {
    lineId: line.id,
    late,
    lateLow: interval.low,
    lateHigh: interval.high,
    missing: interval.missing,
    short,
    exception,
    deliverP50At,
    deliverP90At,
    method: 'model',
    methodReason: null,
    modelVersion,
    scoredAt: asOf,
    seen: row,
    points: null,
  };
}

function byRules(snapshot: Snapshot, methodReason: string, interval: Interval | null): RecordedRisk | null {
  const score = scoreByRules(snapshot);
  if (!score) return null;
  const { late, deliverP50At, deliverP90At, points } = score;
  return {
    lineId: snapshot.line.id,
    late,
    lateLow: Math.min(late, interval?.low ?? late),
    lateHigh: Math.max(late, interval?.high ?? late),
    missing: interval?.missing ?? [],
    short: null,
    exception: null,
    deliverP50At,
    deliverP90At,
    method: 'rules',
    methodReason,
    modelVersion: RULES_VERSION,
    scoredAt: snapshot.asOf,
    seen: null,
    points,
  };
}
