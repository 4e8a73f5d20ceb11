import { answered, type Database } from './sql.ts';
import type { MarkStore } from './store.ts';

/** Small facts about the book itself, by name. */
export function createMarkStore(db: Database): MarkStore {
  return {
    get: async (name) => {
      const mark = await answered(() => db.mark.findUnique({ where: { name } }));
      return mark?.value ?? null;
    },

    set: async (name, value) => {
      await answered(() => db.mark.upsert({ where: { name }, create: { name, value }, update: { value } }));
    },
  };
}
