import { describe, expect, it } from 'vitest';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { createJudge, type JudgeOptions } from '../../src/scoring/judge.ts';
import { chanceOf } from '../../src/scoring/log-odds.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import type { Score, Scorer, Snapshot } from '../../src/scoring/snapshot.ts';
import { givenSnapshot } from './given-snapshot.ts';
import { linearScorer } from './linear-scorer.ts';

const FEATURES = featureList(ScoringSettings.parse({}));
const SCORE: Score = { late: 0.3, short: 0.1, exception: null, deliverP50At: null, deliverP90At: null, row: null };

function scorerOf(score: (snapshots: readonly Snapshot[]) => readonly (Score | null)[]): Scorer {
  return { version: 'test/1', score, explainer: null };
}

function judgeWith(scorer: Scorer | null, more: Partial<JudgeOptions> = {}) {
  const failures: string[] = [];
  const judge = createJudge({
    scorer: () => scorer,
    whyNone: () => 'there is no model for this book',
    features: allFeatures(FEATURES),
    abstainWidth: 0.6,
    deadlineMs: 100,
    stopwatch: () => 0,
    onFailure: (_model, problem) => failures.push(problem),
    ...more,
  });
  return { judge, failures };
}

describe('a line is scored', () => {
  it('by the model where there is one', () => {
    const { judge } = judgeWith(scorerOf((snapshots) => snapshots.map(() => SCORE)));

    expect(judge([givenSnapshot({})])).toMatchObject([
      {
        lineId: 'A/1',
        method: 'model',
        methodReason: null,
        modelVersion: 'test/1',
        late: 0.3,
        lateLow: 0.3,
        lateHigh: 0.3,
        short: 0.1,
      },
    ]);
  });

  it('not at all when it was promised nothing, without moving the others', () => {
    const { judge } = judgeWith(scorerOf((snapshots) => snapshots.map(() => SCORE)));
    const nothing = givenSnapshot({ line: { promisedDeliverBy: null } });

    expect(judge([nothing, givenSnapshot({}), nothing]).map((risk) => risk?.method ?? null)).toEqual([
      null,
      'model',
      null,
    ]);
  });

  it.each<[string, Scorer | null, RegExp]>([
    ['there is no model', null, /^there is no model/],
    [
      'the model throws',
      scorerOf(() => {
        throw new Error('weights lost');
      }),
      /^the model failed: weights lost/,
    ],
    [
      'the model gives NaN',
      scorerOf((s) => s.map(() => ({ ...SCORE, late: Number.NaN }))),
      /gave NaN, which is no chance/,
    ],
    ['the model gives more than certainty', scorerOf((s) => s.map(() => ({ ...SCORE, late: 1.5 }))), /gave 1\.5/],
    ['the model answers for too few', scorerOf(() => []), /gave no score/],
  ])('by the rules when %s', (_name, scorer, reason) => {
    const [risk] = judgeWith(scorer).judge([givenSnapshot({})]);

    expect(risk).toMatchObject({ method: 'rules', modelVersion: 'rules/1', seen: null });
    expect(risk?.methodReason).toMatch(reason);
    expect(risk && risk.late > 0 && risk.late < 1).toBe(true);
  });

  it.each<[string, Snapshot, RegExp]>([
    ['a negative quantity', givenSnapshot({ line: { quantity: { value: -3, uom: 'EA' } } }), /a quantity of -3/],
    [
      'a quantity that is no number',
      givenSnapshot({ line: { quantity: { value: Number.NaN, uom: 'EA' } } }),
      /a quantity of NaN/,
    ],
    [
      'an unknown currency',
      givenSnapshot({ line: { value: { amountMinor: 1, currency: 'XQX' } } }),
      /XQX, which is no currency/,
    ],
    [
      'a negative value',
      givenSnapshot({ line: { value: { amountMinor: -1, currency: 'USD' } } }),
      /a value below nothing/,
    ],
    [
      'a value that is no number',
      givenSnapshot({ line: { value: { amountMinor: Number.NaN, currency: 'USD' } } }),
      /a value of NaN/,
    ],
    [
      'an order of ten years ago',
      givenSnapshot({ order: { placedAt: '2003-06-01T00:00:00.000Z' } }),
      /an order of 10\.0 years ago/,
    ],
    [
      'an order from the future',
      givenSnapshot({ order: { placedAt: '2014-06-01T00:00:00.000Z' } }),
      /an order dated 351 days ahead/,
    ],
    [
      'a promise in another century',
      givenSnapshot({ line: { promisedDeliverBy: '2199-01-01T00:00:00.000Z' } }),
      /a promise 185\.\d years after/,
    ],
    [
      'a promise long before its order',
      givenSnapshot({ line: { promisedDeliverBy: '2012-01-01T00:00:00.000Z' } }),
      /days before its order/,
    ],
    [
      'dates that are none',
      givenSnapshot({ order: { placedAt: 'yesterday' } }),
      /an order date that is none: yesterday/,
    ],
    [
      'a promise that is none',
      givenSnapshot({ line: { promisedDeliverBy: 'soon' } }),
      /a promised date that is none: soon/,
    ],
  ])('by the rules when it has %s, and the model is never asked', (_name, snapshot, reason) => {
    const asked: number[] = [];
    const { judge } = judgeWith(
      scorerOf((snapshots) => {
        asked.push(snapshots.length);
        return snapshots.map(() => SCORE);
      }),
    );

    const [absurd, usual] = judge([snapshot, givenSnapshot({})]);

    expect(absurd?.method).toBe('rules');
    expect(absurd?.methodReason).toMatch(reason);
    expect(usual?.method).toBe('model');
    expect(asked).toEqual([1]);
  });
});

describe('a slow model', () => {
  const lines = Array.from({ length: 1200 }, (_, i) => givenSnapshot({ line: { id: `A/${i}` } }));

  it('scores until the deadline, leaves the rest to the rules, and rests before it is asked again', () => {
    let ms = 0;
    let calls = 0;
    const slow = scorerOf((snapshots) => {
      calls += 1;
      ms += 80;
      return snapshots.map(() => SCORE);
    });
    const { judge, failures } = judgeWith(slow, { stopwatch: () => ms });

    const methods = judge(lines).map((risk) => risk?.method);
    const [resting] = judge([givenSnapshot({})]);
    ms += 31_000;
    const [rested] = judge([givenSnapshot({})]);

    expect(methods.slice(0, 1000).every((method) => method === 'model')).toBe(true);
    expect(methods.slice(1000).every((method) => method === 'rules')).toBe(true);
    expect(resting?.methodReason).toBe('the model was too slow and rests');
    expect(rested?.method).toBe('model');
    expect(calls).toBe(3);
    expect(failures).toEqual(['took longer than 100 ms for 1000 lines']);
  });
});

describe('what is missing', () => {
  const slopes = { stock_cover: { perUnit: -1, usual: [0, 0.5, 1, 2, 6] } };

  it('widens the interval from the least to the most usual, and is named', () => {
    const { judge } = judgeWith(linearScorer(FEATURES, slopes, 0), { abstainWidth: 1 });

    const [known, unknown] = judge([givenSnapshot({ onHand: 5 }), givenSnapshot({})]);

    expect(known).toMatchObject({ missing: [], lateLow: known?.late, lateHigh: known?.late });
    expect(unknown?.missing).toEqual(['stock']);
    expect(unknown?.lateHigh).toBeCloseTo(chanceOf(0), 9);
    expect(unknown?.lateLow).toBeCloseTo(chanceOf(-6), 9);
    expect(unknown?.late).toBeCloseTo(chanceOf(0), 9);
  });

  it('lets the model abstain where it is too wide: the rules score, with the interval and the reason', () => {
    const wide = { stock_cover: { perUnit: -2, usual: [-2, -1, 0, 1, 3] } };
    const { judge } = judgeWith(linearScorer(FEATURES, wide, 0));

    const [risk] = judge([givenSnapshot({})]);

    expect(risk).toMatchObject({ method: 'rules', missing: ['stock'] });
    expect(risk?.methodReason).toMatch(
      /^without stock and receipts the model could say anything from 0\.2 % to 98\.2 %$/,
    );
    expect(risk?.lateHigh).toBeGreaterThan(0.98);
  });

  it('is not what has nothing to tell: a past that there is not, a shipment that has not been', () => {
    const { judge } = judgeWith(linearScorer(FEATURES, { past_item_lead: { perUnit: 1, usual: [0, 50] } }, 0));

    expect(judge([givenSnapshot({ onHand: 5 })])[0]).toMatchObject({ missing: [], lateLow: 0.5, lateHigh: 0.5 });
  });

  it('that the model never read widens nothing', () => {
    const { judge } = judgeWith(linearScorer(FEATURES, {}, 0));

    expect(judge([givenSnapshot({})])[0]).toMatchObject({ method: 'model', missing: [], lateLow: 0.5, lateHigh: 0.5 });
  });

  it('is passed over when the model cannot tell: the score stands', () => {
    const scorer = linearScorer(FEATURES, slopes);
    const logOddsGuessed = () => {
      throw new Error('no memory');
    };
    const broken = scorer.explainer && { ...scorer, explainer: { ...scorer.explainer, logOddsGuessed } };
    const { judge, failures } = judgeWith(broken);

    expect(judge([givenSnapshot({})])[0]?.method).toBe('model');
    expect(failures).toEqual(['no memory']);
  });
});
