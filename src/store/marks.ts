import { Prisma } from '../generated/prisma/client.ts';
import { text } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';
import type { MarkStore } from './store.ts';

/** Small facts about the book itself, by name. */
export function createMarkStore(db: Database): MarkStore {
  return {
    get: async (name) => {
      const [mark] = await rows<{ value: string }>(db, Prisma.sql`SELECT value FROM mark WHERE name = ${name}`);
      return mark?.value ?? null;
    },

    set: async (name, value) => {
      await execute(
        db,
        Prisma.sql`
          INSERT INTO mark (name, value) VALUES (${name}, ${text(value)})
          ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      );
    },
  };
}
