import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { dropBook, openBook } from '../../src/store/open-book.ts';

it('a statement of a viewer that takes too long is cancelled and says so, and the next one is answered', async () => {
  const [url, schema] = [inject('databaseUrl'), 'test_statement_timeout'];
  const book = await openBook(url, schema, silentLog, { statementTimeoutMs: 200 });
  const blocker = new pg.Client({ connectionString: url });
  await blocker.connect();
  const read = () => book.store.readAs({ kind: 'all' }).orders.byIds(['A']);

  await blocker.query(`BEGIN; LOCK TABLE ${schema}.customer_order IN ACCESS EXCLUSIVE MODE`);
  await expect(read()).rejects.toMatchObject({ code: 'TIMEOUT' });
  await blocker.query('ROLLBACK');
  expect((await read()).size).toBe(0);

  await blocker.end();
  await book.close();
  await dropBook(url, schema);
});
