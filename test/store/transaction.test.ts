import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobsSchema } from '../../src/store/jobs.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { givenEntry } from '../support/risk.ts';
import { apply, order } from './given-state.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

interface Job {
  readonly task: string;
  readonly key: string;
  readonly payload: unknown;
  readonly run_at: Date;
}

async function jobs(): Promise<readonly Job[]> {
  const client = new pg.Client({ connectionString: book.connectionString });
  await client.connect();
  const schema = client.escapeIdentifier(jobsSchema(book.schema));
  const { rows } = await client.query<Job>(
    `SELECT task.identifier AS task, job.key, job.payload, job.run_at FROM ${schema}._private_jobs AS job
     JOIN ${schema}._private_tasks AS task ON task.id = job.task_id ORDER BY job.key`,
  );
  await client.end();
  return rows;
}

describe('a transaction', () => {
  it('leaves nothing when it fails, of whatever it wrote', async () => {
    const before = await book.store.entities.hash();
    const failed = book.store.transaction(async (tx) => {
      await apply(tx, order('SO-1', 1));
      await tx.inbox.add([event('supply.received', 1, { supplyId: 'a', at: june(1) })]);
      await tx.sources.moveCursor('erp', 'order', { from: null, to: 1 });
      await tx.queue.save([givenEntry({ lineId: 'SO-1/1', score: 1 })]);
      await tx.marks.set('mark', 'value');
      await tx.jobs.add('apply-inbox', {}, { key: 'undone' });
      throw new Error('undone');
    });

    await expect(failed).rejects.toThrow('undone');
    expect(await book.store.entities.hash()).toBe(before);
    expect(await book.store.inbox.count()).toBe(0);
    expect(await book.store.inbox.pendingCount()).toBe(0);
    expect(await book.store.sources.cursor('erp', 'order')).toBeNull();
    expect(await book.store.queue.count('release', null)).toBe(0);
    expect(await book.store.marks.get('mark')).toBeNull();
    expect(await jobs()).toEqual([]);
  });

  it('sees what it wrote; others see it after it ended', async () => {
    const seen = await book.store.transaction(async (tx) => {
      await apply(tx, order('SO-2', 1));
      return [(await tx.orders.byIds(['SO-2'])).size, (await book.store.orders.byIds(['SO-2'])).size];
    });

    expect(seen).toEqual([1, 0]);
    expect((await book.store.orders.byIds(['SO-2'])).size).toBe(1);
  });

  it('inside another is a part of it', async () => {
    const failed = book.store.transaction(async (tx) => {
      await tx.transaction((inner) => inner.marks.set('inner', 'value'));
      throw new Error('undone');
    });

    await expect(failed).rejects.toThrow('undone');
    expect(await book.store.marks.get('inner')).toBeNull();
  });
});

describe('the lock to apply', () => {
  it('is held by one transaction at a time, until it ends', async () => {
    const log: string[] = [];
    const applyOnce = (name: string) =>
      book.store.transaction(async (tx) => {
        await tx.jobs.lockApply();
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        log.push(`${name} ends`);
      });

    await Promise.all([applyOnce('a'), applyOnce('b')]);

    expect([log[0]?.at(0), log[2]?.at(0)].sort()).toEqual(['a', 'b']);
    expect(log[1]).toBe(log[0]?.replace('begins', 'ends'));
  });

  it('is refused outside a transaction, where it would hold nothing', async () => {
    await expect(book.store.jobs.lockApply()).rejects.toMatchObject({ code: 'INVARIANT' });
  });
});

describe('a background job', () => {
  it('waits once under its key: a new one replaces it, or keeps its time', async () => {
    const [soon, later] = [new Date('2040-01-01T00:00:00Z'), new Date('2041-01-01T00:00:00Z')];
    await book.store.jobs.add('read-provider', { providerId: 'erp' }, { key: 'read/erp', runAt: later });
    await book.store.jobs.add('read-provider', { providerId: 'wms' }, { key: 'read/wms', runAt: soon });
    await book.store.jobs.add('read-provider', { providerId: 'erp', again: true }, { key: 'read/erp', runAt: soon });
    await book.store.jobs.add(
      'read-provider',
      { providerId: 'wms' },
      { key: 'read/wms', runAt: later, keepEarlier: true },
    );

    expect(await jobs()).toEqual([
      { task: 'read-provider', key: 'read/erp', payload: { providerId: 'erp', again: true }, run_at: soon },
      { task: 'read-provider', key: 'read/wms', payload: { providerId: 'wms' }, run_at: soon },
    ]);
  });
});

describe('a database that is away', () => {
  it('is named as such, and trying again later can help', async () => {
    const other = await openTestBook();
    const admin = new pg.Client({ connectionString: other.connectionString });
    await admin.connect();

    const cut = other.store.transaction(async (tx) => {
      await tx.marks.get('any');
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, [
        `promisegraph ${other.schema}`,
      ]);
      await tx.marks.get('any');
    });

    await expect(cut).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(/^the database does not answer: /) as string,
    });
    expect(await other.store.marks.get('any')).toBeNull();
    await admin.end();
    await other.close();
  });
});
