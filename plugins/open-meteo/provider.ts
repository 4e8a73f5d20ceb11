import { defineProvider, type ConditionRecord, type RecordKind } from '../../src/providers/index.ts';
import { createClient, type OpenMeteoClient } from './client.ts';
import { OpenMeteoConfig } from './config.ts';
import { placeOf, roundOf, tell } from './cursor.ts';

const KINDS: readonly RecordKind[] = ['condition'];

/** Bad weather that is forecast at sites and on lanes, from Open-Meteo. */
export const openMeteo = defineProvider({
  type: 'open-meteo',
  module: import.meta.url,
  config: OpenMeteoConfig,
  reads: () => KINDS,
  traits: () => ({ condition: { key: 'place/kind/day', cursor: null, deletes: true } }),
  connect: createClient,

  async check(client, { signal }) {
    const found = await client.conditions(0, signal);
    const places = client.pieces.flat().length;
    return { detail: `Open-Meteo answers for ${places} places; ${found.length} conditions at the first of them` };
  },

  async *read(client, _kind, cursor, { signal }) {
    let round = roundOf(client, cursor);
    while (round !== null && round.next !== null) {
      const conditions = await client.conditions(round.next, signal);
      const told = tell(client, round, conditions);
      yield {
        records: conditions.map((record) => ({ record, location: `forecast:${record.id}` })),
        ...told,
        progressRatio: (round.next + 1) / client.pieces.length,
      };
      round = told.cursor;
    }
  },

  async lookup(client, _kind, keys, { signal }) {
    const found = await findConditions(client, keys, signal);
    return keys.map((key) => found.get(key) ?? null);
  },
});

/** Asks for the pieces that hold the places of the keys, and for no others. */
async function findConditions(
  { pieces, conditions }: OpenMeteoClient,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ConditionRecord>> {
  const sought = new Set(keys.map(placeOf));
  const found = new Map<string, ConditionRecord>();
  for (const [piece, places] of pieces.entries()) {
    if (!places.some(({ id }) => sought.has(id))) continue;
    for (const condition of await conditions(piece, signal)) found.set(condition.id, condition);
  }
  return found;
}
