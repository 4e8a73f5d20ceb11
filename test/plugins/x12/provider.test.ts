import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readProvider } from '../../../src/operations/read-provider.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import type { CheckedPage, HostedProvider } from '../../../src/providers/host.ts';
import { openMemoryBook } from '../../operations/memory-book.ts';
import { openHost } from '../../providers/open-host.ts';
import { createDropFolder, type DropFolder } from './drop-folder.ts';
import { BILL, CHANGE, interchange, NOTICE, ORDER, REFUSAL, STOCK, type MadeUpSet } from './made-up.ts';

const signal = new AbortController().signal;

function open(): { readonly folder: DropFolder; readonly reader: (over?: object) => HostedProvider } {
  const folder = createDropFolder();
  onTestFinished(folder.remove);
  return { folder, reader: (over = {}) => openHost([folder.provider({ ...over })]).get('edi') };
}

/** Reads every kind once as the platform does, keeping cursors; `hears` whether pages are acknowledged. */
async function poll(
  provider: HostedProvider,
  cursors: Map<string, CheckedPage['cursor']>,
  hears = true,
): Promise<readonly CheckedPage[]> {
  const all: CheckedPage[] = [];
  for (const kind of provider.kinds) {
    for await (const page of provider.read(kind, cursors.get(kind) ?? null, signal)) {
      all.push(page);
      cursors.set(kind, page.cursor);
      if (hears) await provider.acknowledge?.(kind, page.cursor);
    }
  }
  return all;
}

function recordsIn(pages: readonly CheckedPage[], kind: string) {
  return pages
    .flatMap(({ records }) => records)
    .map(({ record }) => record)
    .filter((record) => record.kind === kind);
}

it('answers a file with a 997 and moves it to the archive once all of it is saved', async () => {
  const { folder, reader } = open();
  folder.send([ORDER, STOCK, ['XX', '999', ['ABC*1']]]);
  const provider = reader();

  const before = await poll(provider, new Map(), false);
  expect([folder.names('in'), folder.names('out')]).toEqual([['001.edi'], []]);
  const cursors = new Map<string, CheckedPage['cursor']>();
  await poll(provider, cursors);

  expect(recordsIn(before, 'order')).toHaveLength(1);
  expect([folder.names('in'), folder.names('archive'), folder.names('out')]).toEqual([
    [],
    ['ZZ-ACME-000000001.edi'],
    ['997-ZZ-ACME-000000001.edi'],
  ]);
  const answer = folder.text('out/997-ZZ-ACME-000000001.edi');
  expect(answer).toMatch(
    /^ISA\*00\* {10}\*00\* {10}\*ZZ\*DISTRIBUTOR {4}\*ZZ\*ACME {11}\*\d{6}\*\d{4}\*U\*00401\*000000001\*0\*P\*>~/,
  );
  expect(answer).toContain('AK1*PO*1~\nAK2*850*0001~\nAK5*A~\nAK9*A*1*1*1~');
  expect(answer).toContain('AK2*999*0001~\nAK5*R*1~\nAK9*R*1*1*0~');
  expect(await poll(provider, cursors)).toEqual([]);
});

it('answers and archives what a process saved that was killed before it could say so, and gives nothing of it again', async () => {
  const { folder, reader } = open();
  folder.send([ORDER]);
  const cursors = new Map<string, CheckedPage['cursor']>();
  await poll(reader(), cursors, false);

  const pages = await poll(reader(), cursors);

  expect(recordsIn(pages, 'order')).toEqual([]);
  expect([folder.names('in'), folder.names('archive')]).toEqual([[], ['ZZ-ACME-000000001.edi']]);
});

it('puts a file that is not whole into quarantine with the reason, tells people, and hears when it is taken out', async () => {
  const { folder, reader } = open();
  folder.drop('cut.edi', interchange([ORDER]).slice(0, 400));
  const cursors = new Map<string, CheckedPage['cursor']>();
  const provider = reader();

  const pages = await poll(provider, cursors);
  const [kept = ''] = folder.names('quarantine');
  expect(recordsIn(pages, 'order')).toEqual([]);
  expect(recordsIn(pages, 'exception')).toMatchObject([
    {
      id: `quarantine/${kept}`,
      type: 'edi',
      severity: 'high',
      cause: expect.stringMatching(/^cut.edi was refused whole: /) as string,
    },
  ]);
  expect(folder.names('quarantine')).toEqual([kept, `${kept}.reason.json`]);
  expect([folder.names('in'), folder.names('out')]).toEqual([[], []]);
  expect(await poll(provider, cursors)).toEqual([]);

  mkdirSync(join(folder.root, 'away'));
  renameSync(join(folder.root, 'quarantine', kept), join(folder.root, 'away', kept));
  expect((await poll(provider, cursors)).flatMap(({ deletes }) => deletes)).toEqual([`quarantine/${kept}`]);
});

it('leaves a file alone that is not whole yet, and reads it once it is', async () => {
  const { folder, reader } = open();
  const text = interchange([ORDER]);
  folder.drop('growing.edi', text.slice(0, 400));
  folder.drop('hidden.edi.part', text.slice(0, 10));
  const provider = reader({ settleMs: 60_000 });

  expect(await poll(provider, new Map())).toEqual([]);
  expect(folder.names('quarantine')).toEqual([]);
  folder.drop('growing.edi', text);

  expect(recordsIn(await poll(provider, new Map()), 'order')).toHaveLength(1);
});

it('takes the same interchange again as harmless, and one with its control number and another content not at all', async () => {
  const { folder, reader } = open();
  const provider = reader();
  const cursors = new Map<string, CheckedPage['cursor']>();
  const text = folder.send([ORDER], { control: 7 });
  folder.drop('twin.edi', text);
  await poll(provider, cursors);

  folder.drop('again.edi', text);
  const again = await poll(provider, cursors);
  folder.drop('other.edi', interchange([BILL], { control: 7 }));
  const other = await poll(provider, cursors);

  expect(recordsIn(again, 'order')).toEqual([]);
  expect(folder.names('archive')).toEqual(['ZZ-ACME-000000007.edi']);
  expect(recordsIn(other, 'invoice')).toEqual([]);
  expect(recordsIn(other, 'exception')).toMatchObject([
    { cause: expect.stringContaining('came again with another content') as string },
  ]);
});

it('does not answer an answer', async () => {
  const { folder, reader } = open();
  folder.send([REFUSAL]);

  const pages = await poll(reader(), new Map());

  expect(recordsIn(pages, 'exception')).toMatchObject([{ type: 'edi' }]);
  expect([folder.names('out'), folder.names('archive')]).toEqual([[], ['ZZ-ACME-000000001.edi']]);
});

it('gives a long document page by page, and goes on within it', async () => {
  const { folder, reader } = open();
  const orders = Array.from({ length: 5 }, (_, at): MadeUpSet => [
    ORDER[0],
    ORDER[1],
    ORDER[2].map((segment) => segment.replace('PO-1001', `PO-${at}`)),
  ]);
  folder.send(orders);
  const pages: CheckedPage[] = [];
  for await (const page of reader({ pageSize: 2 }).read('order', null, signal)) pages.push(page);

  const rest: CheckedPage[] = [];
  for await (const page of reader({ pageSize: 2 }).read('order', pages[0]?.cursor ?? null, signal)) rest.push(page);

  expect(pages.map(({ records }) => records.length)).toEqual([2, 2, 1]);
  expect(rest.map(({ records }) => records.length)).toEqual([2, 1]);
});

it('brings orders, their changes and refusals into the book, once', async () => {
  const { folder } = open();
  const { deps } = await openMemoryBook();
  const providers = openHost([folder.provider()]);
  const book: Deps = { ...deps, providers };
  const take = () => readProvider(book, providers.get('edi'), { signal });
  const text = folder.send([ORDER]);
  folder.send([CHANGE]);
  folder.send([NOTICE]);
  folder.drop('cut.edi', text.slice(0, 300));

  const first = await take();
  folder.drop('again.edi', text);
  const second = await take();

  const events = (await deps.store.inbox.pending(100)).map(({ type }) => type).sort();
  expect([first, second]).toMatchObject([
    { problem: null, parked: 0 },
    { problem: null, events: 0, parked: 0 },
  ]);
  expect(events).toEqual([
    'exception.opened',
    'order.cancelled',
    'order.changed',
    'order.placed',
    'shipment.confirmed',
    'shipment.departed',
    'shipment.etaChanged',
  ]);
});
