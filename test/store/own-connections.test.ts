import { afterAll, beforeAll, expect, it } from 'vitest';
import { Prisma } from '../../src/generated/prisma/client.ts';
import type { Book } from '../../src/store/open-book.ts';
import { createOwnConnections, type OwnConnections } from '../../src/store/own-connections.ts';
import type { Database } from '../../src/store/sql.ts';
import { createStatementNames } from '../../src/store/statement-names.ts';
import { openTestBook } from '../support/book.ts';

const { sql } = Prisma;
let book: Book;
let own: OwnConnections;
beforeAll(async () => {
  book = await openTestBook();
  own = createOwnConnections({
    ...{ connectionString: book.connectionString, max: 2, applicationName: 'test' },
    ...{ nameOf: createStatementNames(), onLoss: () => undefined },
  });
  await own.change(sql`CREATE TABLE noted (number int)`);
});
afterAll(async () => {
  await own.change(sql`DROP TABLE noted`);
  await own.close();
  await book.close();
});

const note = (db: Database, number: number): Promise<number> => db.change(sql`INSERT INTO noted VALUES (${number})`);
const noted = async (db: Database) => {
  const [row] = await db.rows(sql`SELECT array_agg(number ORDER BY number) AS numbers FROM noted`);
  return (row as { readonly numbers: readonly number[] | null }).numbers ?? [];
};

it('statements that are asked together are run in the order in which they were asked', async () => {
  const seen = await own.transaction((db) =>
    Promise.all([noted(db), note(db, 1), noted(db), note(db, 2), noted(db)]).then(([a, , b, , c]) => [a, b, c]),
  );

  expect(seen).toEqual([[], [1], [1, 2]]);
});

it('nothing stays of a transaction that fails, nor of what it asks behind its end', async () => {
  const before = await noted(own);
  let late: Promise<unknown> = Promise.resolve();

  const failed = own.transaction(async (db) => {
    const went = note(db, 3);
    late = went.then(() => note(db, 4));
    late.catch(() => undefined);
    await db.rows(sql`SELECT 1 / 0`);
  });

  await expect(failed).rejects.toThrow('division by zero');
  await expect(late).rejects.toThrow();
  expect(await noted(own)).toEqual(before);
});

it('a transaction that goes on after a failure is undone, and says so', async () => {
  const before = await noted(own);

  const swallowed = own.transaction(async (db) => {
    await note(db, 5);
    await db.rows(sql`SELECT 1 / 0`).catch(() => undefined);
  });

  await expect(swallowed).rejects.toMatchObject({ code: 'INVARIANT' });
  expect(await noted(own)).toEqual(before);
});

it('a statement that cannot be prepared fails alone, each time that it is asked', async () => {
  const wrong = (): Promise<unknown> => own.rows(sql`SELECT nothing_like_it FROM noted`);

  for (let i = 0; i < 3; i += 1) await expect(wrong()).rejects.toThrow('nothing_like_it');
  expect(await own.rows(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
});

it('whole numbers of 8 bytes and instants come as one can work with them', async () => {
  const [row] = await own.rows(
    sql`SELECT 9007199254740993::bigint AS large, '2013-06-15T12:00:00Z'::timestamptz AS at`,
  );

  expect(row).toEqual({ large: 9007199254740993n, at: new Date('2013-06-15T12:00:00Z') });
});
