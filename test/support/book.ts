import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { dropBook, openBook, type Book } from '../../src/store/open-book.ts';

/** A fresh and empty book in a namespace of its own on the test server; `close` drops it. */
export async function openTestBook(): Promise<Book> {
  const connectionString = inject('databaseUrl');
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const book = await openBook(connectionString, schema, silentLog);
  return {
    ...book,
    close: async () => {
      await book.close();
      await dropBook(connectionString, schema);
    },
  };
}
