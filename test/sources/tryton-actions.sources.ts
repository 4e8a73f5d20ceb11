import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTryton } from '../../scripts/sources/tryton.ts';
import { silentLog } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../../src/providers/host.ts';
import type { Cursor, RecordKind } from '../../src/providers/index.ts';
import { describeSource } from './describe-source.ts';
import { makeWaiting, orderOf, planShipment, stateOf, type ShippedOrder } from './tryton/deeds.ts';
import { providerOf } from './tryton/source-under-test.ts';

await describeSource('Tryton', startTryton, (tryton) => {
  const hosts: ProviderHost[] = [];
  let erp: HostedProvider;
  let order: ShippedOrder;
  let short: ShippedOrder;

  beforeAll(async () => {
    erp = open();
    order = await orderOf(tryton, 'PUMP');
    short = await orderOf(tryton, 'MOTOR');
  });

  afterAll(async () => {
    for (const { close } of hosts) await close();
  });

  function open(settings: object = {}): HostedProvider {
    const now = (): string => new Date().toISOString();
    const patience = { retries: 1, retryDelayMs: 20, authRestMs: 0 };
    const host = createHost([providerOf(tryton, settings)], { baseDir: '.', now, log: silentLog, patience });
    hosts.push(host);
    return host.get('erp');
  }

  async function movesOf({ shipmentId }: ShippedOrder): Promise<readonly unknown[]> {
    const ids = await tryton.rpc.search('stock.move', [['shipment', '=', `stock.shipment.out,${shipmentId}`]]);
    return (await tryton.rpc.read('stock.move', ids, ['state'])).map(({ state }) => state);
  }

  const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
  const held = (number: string) => ({ orderId: number, kind: 'credit', reason: 'over the limit' });

  it('keeps no part of a reservation that is not whole when an order is released', async () => {
    expect(await tryton.rpc.call('stock.shipment.out', 'assign_try', [[short.shipmentId]])).toBe(false);
    expect(await movesOf(short)).toContain('assigned'); // what Tryton leaves behind

    expect((await erp.act('hold', held(short.number), key())).status).toBe('applied');
    expect((await erp.act('release', { orderId: short.number }, key())).status).toBe('applied');

    expect(await stateOf(tryton, short.shipmentId)).toBe('waiting');
    expect(await movesOf(short)).not.toContain('assigned');
  });

  it('refuses a plan that was made before someone changed the shipment', async () => {
    const plan = await erp.plan('hold', held(order.number));
    await planShipment(tryton, order.shipmentId, 15);

    const version = plan.status === 'ready' ? (plan.version ?? '') : '';
    const outcome = await erp.act('hold', held(order.number), { ...key(), expectedVersion: version });

    expect(outcome.status).toBe('conflict');
    expect(await stateOf(tryton, order.shipmentId)).toBe('waiting');
  });

  it('reschedules an order, and reads the day back as its promise', async () => {
    const outcome = await erp.act('reschedule', { orderId: order.number, shipBy: '2031-05-06' }, key());

    const [slot] = (await erp.lookup?.('order', [order.number])) ?? [];
    expect(outcome.status).toBe('applied');
    expect(slot).toMatchObject({ lines: [{ promisedShipBy: '2031-05-07T04:59:59.999Z' }, {}] });
  });

  it('leaves one note for one key, however often it is asked', async () => {
    const once = key();
    const input = { orderId: order.number, text: 'the customer called: 50% is enough [by Friday]' };

    const outcomes = [await erp.act('note', input, once), await erp.act('note', input, once)];

    const notes = await tryton.rpc.search('ir.note', [['message', 'like', 'the customer called%']]);
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'alreadyApplied']);
    expect(notes).toHaveLength(1);
  });

  it('says of goods that are picked that they cannot be held, and of a step that it does not take that nothing was done', async () => {
    await makeWaiting(tryton, order.shipmentId);
    for (const step of ['assign_try', 'pick']) await tryton.rpc.call('stock.shipment.out', step, [[order.shipmentId]]);

    const outcome = await erp.act('hold', held(order.number), key());

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/picked already/) });
    expect(await tryton.rpc.call('stock.shipment.out', 'draft', [[order.shipmentId]])).toBeNull(); // an illegal step: no error
    expect(await stateOf(tryton, order.shipmentId)).toBe('picked');
  });

  it('tells of goods that left, and of the invoice that is posted for them', async () => {
    for (const step of ['pack', 'done']) await tryton.rpc.call('stock.shipment.out', step, [[order.shipmentId]]);
    const [sale] = await tryton.rpc.read('sale.sale', [order.saleId], ['invoices']);
    await tryton.rpc.call('account.invoice', 'post', [sale?.invoices]);

    const shipments = await readAll(erp, 'shipment');
    const invoices = await readAll(erp, 'invoice');

    expect(shipments.filter(({ departedAt }) => departedAt !== null)).toMatchObject([
      {
        lines: [
          { orderId: order.number, quantity: 4 },
          { orderId: order.number, quantity: 100 },
        ],
      },
    ]);
    expect(invoices).toMatchObject([{ orderId: order.number, total: { amountMinor: 1_040_000, currency: 'USD' } }]);
  });

  it('is read on from where it was when it is killed within a read and started again', async () => {
    const whole = await readAll(erp, 'order');
    const pages = open({ pageSize: 2 }).read('order', null, new AbortController().signal)[Symbol.asyncIterator]();
    const { value: first } = (await pages.next()) as IteratorYieldResult<CheckedPage>;
    await tryton.kill();
    await expect(drain(pages)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await erp.check()).toMatchObject({ ok: false });

    await tryton.restart();
    const rest = await readAll(erp, 'order', first.cursor);

    const told = [...first.records.map(({ record }) => record), ...rest];
    expect(told).toHaveLength(whole.length);
    expect(told).toEqual(expect.arrayContaining([...whole]));
  });
});

type Records = readonly Readonly<Record<string, unknown>>[];

async function readAll(provider: HostedProvider, kind: RecordKind, cursor: Cursor = null): Promise<Records> {
  const all = [];
  for await (const { records } of provider.read(kind, cursor, new AbortController().signal))
    all.push(...records.map(({ record }) => record));
  return all;
}

/** The page that was asked for ahead may still come. */
async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done);
}
