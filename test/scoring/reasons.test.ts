import { describe, expect, it } from 'vitest';
import { featureList } from '../../src/scoring/feature-list.ts';
import { createExplain } from '../../src/scoring/reasons/create-explain.ts';
import { topReasons } from '../../src/scoring/reasons/top-reasons.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';
import { givenRisk } from '../support/risk.ts';
import { givenSnapshot } from './given-snapshot.ts';
import { linearScorer } from './linear-scorer.ts';

const FEATURES = featureList(ScoringSettings.parse({}));
const usual = [1];
const scorer = linearScorer(FEATURES, {
  stock_cover: { perUnit: -0.5, usual },
  promise_lead: { perUnit: -0.1, usual },
  quantity: { perUnit: 0.2, usual },
});

const explainWith = (model: Scorer | null, failures: string[] = []) =>
  createExplain({ scorer: () => model, features: FEATURES, onFailure: (_model, problem) => failures.push(problem) });

function scored(onHand: number) {
  const [score] = scorer.score([givenSnapshot({ onHand })]);
  return givenRisk({
    lineId: `A/${onHand}`,
    modelVersion: 'linear/1',
    late: score?.late ?? 0,
    seen: score?.row ?? null,
  });
}

describe('reasons', () => {
  it('name only what the model reads, and add up to the score', () => {
    const [explanation] = explainWith(scorer)([scored(20)]);

    expect(explanation?.contributions.map(({ name }) => name)).toEqual(['stock_cover', 'quantity', 'promise_lead']);
    const sum = explanation?.contributions.reduce((total, { contribution }) => total + contribution, 0);
    expect((explanation?.baseLogOdds ?? 0) + (sum ?? 0)).toBeCloseTo(explanation?.logOdds ?? 0, 6);
  });

  it('are told by signal, strongest first, with value and unit', () => {
    const [explanation] = explainWith(scorer)([scored(20)]);

    const reasons = topReasons(explanation?.contributions ?? [], 2);

    expect(reasons).toMatchObject([
      { signal: 'stock', group: 'feasibility', contribution: -2 },
      { signal: 'order', group: 'economics' },
    ]);
    expect(reasons[0]?.sentence).toMatch(/4/);
    expect(reasons[1]?.sentence).toMatch(/5/);
  });

  it('of the rules are what each rule said', () => {
    const points = [
      { name: 'holds', logOdds: 1.2, said: 'on hold: credit' },
      { name: 'slack', logOdds: -0.5, said: 'expected 2 days before the promise' },
    ];
    const [explanation] = explainWith(null)([
      givenRisk({ lineId: 'A/1', method: 'rules', modelVersion: 'rules/1', points }),
    ]);

    expect(explanation?.contributions).toMatchObject([
      { name: 'holds', group: 'exceptions', contribution: 1.2, sentence: 'on hold: credit' },
      { name: 'slack', group: 'commitments', contribution: -0.5 },
    ]);
    expect((explanation?.baseLogOdds ?? 0) + 0.7).toBeCloseTo(explanation?.logOdds ?? 0, 9);
  });

  it('are none for a score of another model, beside those of this one', () => {
    const explained = explainWith(scorer)([
      givenRisk({ lineId: 'B/1', modelVersion: 'old/1', seen: scored(1).seen }),
      scored(20),
    ]);

    expect(explained.map((one) => one !== null)).toEqual([false, true]);
  });

  it('are none when the model fails: no query does for that', () => {
    const changes = () => {
      throw new Error('out of memory');
    };
    const failures: string[] = [];
    const broken = scorer.explainer && { ...scorer, explainer: { ...scorer.explainer, changes } };

    expect(explainWith(broken, failures)([scored(20)])).toEqual([null]);
    expect(failures).toEqual(['out of memory']);
  });
});
