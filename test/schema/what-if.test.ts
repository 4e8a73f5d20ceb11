import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook } from './sample-book.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openGraph();
  await fillBook(graph.store);
});

afterAll(() => graph.close());

const OUTLOOK = 'risk { late method reasons(first: 1) { group sentence } } priority { tier score explanation } queue';

describe('simulate', () => {
  it('answers per line what is and what would be, with reasons of each', async () => {
    const { simulate } = await graph.ask(`{
      simulate(lines: ["SO-1/2"], overlay: { hold: NONE }) {
        lines { line { id } now { ${OUTLOOK} } then { ${OUTLOOK} } }
        nextAfterLineId
      }
    }`);

    expect(simulate).toMatchObject({
      nextAfterLineId: null,
      lines: [
        {
          line: { id: 'SO-1/2' },
          now: { queue: null, risk: { method: 'RULES' }, priority: { tier: 'STANDARD' } },
          then: { queue: 'RELEASE', risk: { method: 'RULES' } },
        },
      ],
    });
  });

  it('takes every field of the overlay', async () => {
    const data = await graph.ask(`{
      simulate(first: 2, overlay: {
        promisedDeliverBy: "2013-06-30T00:00:00.000Z", promisedShipBy: "2013-06-28T00:00:00.000Z",
        requestedDeliverBy: "2013-06-29T00:00:00.000Z", siteId: "S-2", carrierServiceId: "dhl/express", itemId: "I-1", quantity: 3,
        value: { amountMinor: 500, currency: "USD" }, hold: FRAUD, onHand: 2, boundToOthers: 1, delaySupplyDays: 2, isFirstAtSite: true
      }) { lines { lineId then { risk { late } queue } } nextAfterLineId }
    }`);

    expect(data.simulate).toMatchObject({
      lines: [{ lineId: 'SO-1/1' }, { lineId: 'SO-1/2', then: { queue: null } }],
      nextAfterLineId: 'SO-1/2',
    });
  });

  it('refuses what cannot be by the name of its field', async () => {
    const { errors } = await graph.answer('{ simulate(overlay: { quantity: -1 }) { lines { lineId } } }');

    expect(errors?.[0]?.message).toMatch(/^simulate: overlay\.quantity: /);
  });
});

describe('remedies', () => {
  it('are told with change, cost and the risk that is left, or that none was found', async () => {
    const data = await graph.ask(`{
      orderLine(id: "SO-1/2") {
        promiseRisk {
          none: remedies(threshold: 0.001) { message tried remedies { change } }
          some: remedies(threshold: 0.5) { message remedies { kinds change costMinor late } }
        }
      }
    }`);

    expect(data.orderLine).toMatchObject({ promiseRisk: { none: { remedies: [] } } });
    const { promiseRisk } = data.orderLine as { promiseRisk: { none: { message: string; tried: number } } };
    expect(promiseRisk.none.message).toMatch(/^none found/);
    expect(promiseRisk.none.tried).toBeGreaterThan(0);
  });
});
