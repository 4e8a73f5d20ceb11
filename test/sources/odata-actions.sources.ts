import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { startOdata } from '../../scripts/sources/odata.ts';
import { silentLog } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../../src/providers/host.ts';
import type { Cursor, RecordKind } from '../../src/providers/index.ts';
import { describeSource } from './describe-source.ts';
import { orderPath, providerOf, recordsByLinks } from './odata/source-under-test.ts';

await describeSource('OData', startOdata, (server) => {
  const { ask } = server;
  const hosts: ProviderHost[] = [];
  const erp = open();

  afterAll(async () => {
    for (const { close } of hosts) await close();
  });

  function open(settings: object = {}): HostedProvider {
    const now = (): string => new Date().toISOString();
    const patience = { retries: 1, retryDelayMs: 20, authRestMs: 0 };
    const host = createHost([providerOf(server, settings)], { baseDir: '.', now, log: silentLog, patience });
    hosts.push(host);
    return host.get('erp');
  }

  const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
  const held = (orderId: string) => ({ orderId, kind: 'credit', reason: 'over the limit' });

  it('writes a hold and a release, and reads both back from the service', async () => {
    const onHold = await erp.act('hold', held('SO-10'), key());
    const whileHeld = await erp.lookup?.('order', ['SO-10']);
    const inService = await ask('GET', `${orderPath(10)}?$select=block,blockReason`);
    const released = await erp.act('release', { orderId: 'SO-10' }, key());
    const afterwards = await erp.lookup?.('order', ['SO-10']);

    expect([onHold.status, released.status]).toEqual(['applied', 'applied']);
    expect(inService).toMatchObject({ block: '01', blockReason: 'over the limit' });
    expect(whileHeld).toMatchObject([{ holds: [{ id: 'block', kind: 'credit', reason: 'over the limit' }] }]);
    expect(afterwards).toMatchObject([{ holds: [] }]);
  });

  it('refuses a plan that was made before someone changed the order', async () => {
    const plan = await erp.plan('hold', held('SO-11'));
    await ask('PATCH', orderPath(11), { city: 'Memphis' });

    const version = plan.status === 'ready' ? (plan.version ?? '') : '';
    const outcome = await erp.act('hold', held('SO-11'), { ...key(), expectedVersion: version });

    expect(version).not.toBe('');
    expect(outcome.status).toBe('conflict');
    expect(await ask('GET', `${orderPath(11)}?$select=block`)).toMatchObject({ block: null });
  });

  it('reschedules an order, and reads the day back as what is wanted', async () => {
    const outcome = await erp.act('reschedule', { orderId: 'SO-12', shipBy: '2031-05-06' }, key());

    expect(outcome.status).toBe('applied');
    expect(await erp.lookup?.('order', ['SO-12'])).toMatchObject([
      { lines: [{ requestedDeliverBy: '2031-05-07T04:59:59.999Z' }, {}] },
    ]);
  });

  it('leaves one note for one key, however often it is asked', async () => {
    const once = key();
    const input = { orderId: 'SO-13', text: "the customer's wish: 50% is enough & by Friday" };

    const outcomes = [await erp.act('note', input, once), await erp.act('note', input, once)];

    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'alreadyApplied']);
    expect(await ask('GET', `${orderPath(13)}/notes`)).toMatchObject({ value: [{ text: input.text }] });
  });

  it('is rejected with the service’s reason where the mapping does not know of a rule', async () => {
    const actions = { hold: { set: { block: { const: '01' } } } };

    const outcome = await open({ actions }).act('hold', held('SO-25'), key());

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/it is shipped/) });
  });

  it('reads the same by the service’s own links as by keys', async () => {
    await server.sql(MORE_CUSTOMERS);
    const byLinks = open({ records: recordsByLinks() });
    for (const kind of ['customer', 'order', 'inventory'] as const)
      expect(sorted(await readAll(byLinks, kind))).toEqual(sorted(await readAll(open({ pageRows: 500 }), kind)));
  });

  it('is read on from where it was when it is killed within a read and started again', async () => {
    const whole = await readAll(erp, 'order');
    const pages = erp.read('order', null, new AbortController().signal)[Symbol.asyncIterator]();
    const { value: first } = (await pages.next()) as IteratorYieldResult<CheckedPage>;
    await server.kill();
    await expect(drain(pages)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await erp.check()).toMatchObject({ ok: false });

    await server.restart();
    const rest = await readAll(erp, 'order', first.cursor);

    expect(whole.length).toBeGreaterThan(20);
    expect([...first.records.map(({ record }) => record), ...rest]).toEqual(whole);
  });
});

/** More than the service gives at once. */
const MORE_CUSTOMERS = `
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
  INSERT INTO book_Customers (code, name, modifiedAt) SELECT 'M-' || i, 'More ' || i, printf('2026-01-08T08:00:%02d.000Z', i / 7) FROM n;`;

type Records = readonly Readonly<Record<string, unknown>>[];

async function readAll(provider: HostedProvider, kind: RecordKind, cursor: Cursor = null): Promise<Records> {
  const all = [];
  for await (const { records } of provider.read(kind, cursor, new AbortController().signal))
    all.push(...records.map(({ record }) => record));
  return all;
}

function sorted(records: Records): readonly string[] {
  return records.map((record) => JSON.stringify(record)).sort();
}

/** The page that was asked for ahead may still come. */
async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done);
}
