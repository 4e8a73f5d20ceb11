import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOddsOf } from '../../../src/scoring/log-odds.ts';
import { RULES, RULES_VERSION } from '../../../src/scoring/rules/rule-list.ts';
import { scoreByRules } from '../../../src/scoring/rules/score-by-rules.ts';
import type { Snapshot } from '../../../src/scoring/snapshot.ts';
import { read } from '../../support/source-files.ts';
import { givenSnapshot } from '../given-snapshot.ts';

const lateOf = (snapshot: Snapshot) => scoreByRules(snapshot)?.late ?? Number.NaN;
const usual = givenSnapshot({});

describe('the rules', () => {
  it('are those that docs/rules.md describes, under the version it names', () => {
    const page = read('docs/rules.md');
    const told = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);

    expect(told).toEqual(RULES.map(({ name }) => name));
    expect(page).toContain(`\`${RULES_VERSION}\``);
  });

  it('say nothing of a line that was promised nothing', () => {
    expect(scoreByRules(givenSnapshot({ line: { promisedDeliverBy: null } }))).toBeNull();
  });

  it('call a line late whose promise has passed', () => {
    const passed = scoreByRules(givenSnapshot({ line: { promisedDeliverBy: '2013-06-10T00:00:00.000Z' } }));

    expect(passed?.late).toBe(0.9999);
    expect(passed?.points.at(-1)?.name).toBe('promise_passed');
  });

  it('find less risk the more time there is', () => {
    const days = ['16', '18', '22', '28'];
    const risks = days.map((day) =>
      lateOf(givenSnapshot({ line: { promisedDeliverBy: `2013-06-${day}T00:00:00.000Z` } })),
    );

    expect(risks).toEqual([...risks].sort((a, b) => b - a));
    expect(new Set(risks).size).toBe(4);
  });

  it('find more risk in a hold, an open exception, a backorder, too little stock and a bad past', () => {
    const hold = {
      id: 'H',
      kind: 'credit',
      reason: null,
      lineNumber: null,
      placedAt: '2013-06-02T00:00:00.000Z',
    } as const;
    const exception = {
      id: 'E',
      type: 'short-pick',
      severity: 'high',
      status: 'open',
      cause: null,
      orderId: 'A',
      lineIds: [],
      supplyId: null,
      openedAt: '2013-06-02T00:00:00.000Z',
      assignedTo: null,
      resolvedAt: null,
      resolution: null,
      provenance: usual.line.provenance,
    } as const;
    const worse: Readonly<Record<string, Snapshot>> = {
      hold: { ...usual, order: { ...usual.order, holds: [hold] } },
      exception: { ...usual, exceptions: [exception] },
      backorder: { ...usual, line: { ...usual.line, backordered: 5 } },
      stock: givenSnapshot({ onHand: 1 }),
      past: { ...usual, history: { route: { lines: 100, late: 60, leadDays: 300, delayDays: 50 } } },
    };

    for (const [name, snapshot] of Object.entries(worse))
      expect([name, lateOf(snapshot) > lateOf(usual)]).toEqual([name, true]);
    expect(lateOf(givenSnapshot({ onHand: 500 }))).toBeLessThan(lateOf(usual));
  });

  it('add up to the score for any line, however absurd, and never throw', () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(0, -5, 1e300));
    const date = fc.constantFrom(
      '2013-06-20T00:00:00.000Z',
      '0001-01-01T00:00:00.000Z',
      '9999-12-31T00:00:00.000Z',
      'never',
    );
    fc.assert(
      fc.property(anything, anything, date, date, anything, (quantity, onHand, placedAt, promised, backordered) => {
        const snapshot = givenSnapshot({
          line: {
            quantity: { value: quantity, uom: 'EA' },
            promisedDeliverBy: promised,
            promisedShipBy: placedAt,
            backordered,
          },
          order: { placedAt },
          onHand,
        });
        const score = scoreByRules(snapshot);

        const sum = (score?.points ?? []).reduce((total, { logOdds }) => total + logOdds, score?.baseLogOdds ?? 0);
        expect(sum).toBeCloseTo(logOddsOf(score?.late ?? 0), 9);
        expect(score && score.late > 0 && score.late < 1).toBe(true);
      }),
    );
  });
});
