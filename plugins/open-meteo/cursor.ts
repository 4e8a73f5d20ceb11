import { createHash } from 'node:crypto';
import { z, type ConditionRecord, type Cursor } from '../../src/providers/index.ts';
import type { OpenMeteoClient } from './client.ts';

/** Where reading left off: when its round of all places began, which piece comes next, and what was told that is not over. */
export const OpenMeteoCursor = z.object({
  /** Changes with the places: a cursor of others begins a round. */
  print: z.string(),
  roundAt: z.string(),
  /** Null once the round is done. */
  next: z.int().min(0).nullable(),
  /** When each condition ends, by its id. */
  told: z.record(z.string(), z.string()),
});
export type OpenMeteoCursor = z.output<typeof OpenMeteoCursor>;

/** The round to go on with, or a new one; null while the last is recent enough. */
export function roundOf(client: OpenMeteoClient, cursor: Cursor): OpenMeteoCursor | null {
  const { success, data } = OpenMeteoCursor.safeParse(cursor);
  const now = client.now();
  const begin = { print: printOf(client), roundAt: now, next: 0, told: success ? data.told : {} };
  if (!success || data.print !== begin.print) return begin;
  if (data.next !== null) return data;
  return Date.parse(now) - Date.parse(data.roundAt) < client.maxAgeMs ? null : begin;
}

/** After one piece: which conditions told before will not come to pass, and the cursor. What is over stays as it was. */
export function tell(
  { pieces, now }: OpenMeteoClient,
  round: OpenMeteoCursor,
  conditions: readonly ConditionRecord[],
): { readonly deletes: readonly string[]; readonly cursor: OpenMeteoCursor } {
  const piece = round.next ?? 0;
  const elsewhere = new Set(pieces.flatMap((places, at) => (at === piece ? [] : places.map(({ id }) => id))));
  const lasting = Object.entries(round.told).filter(([, clearedAt]) => clearedAt > now());
  const again = new Set(conditions.map(({ id }) => id));
  return {
    deletes: lasting.map(([id]) => id).filter((id) => !again.has(id) && !elsewhere.has(placeOf(id))),
    cursor: {
      ...round,
      next: piece + 1 < pieces.length ? piece + 1 : null,
      told: Object.fromEntries([
        ...lasting.filter(([id]) => elsewhere.has(placeOf(id))),
        ...conditions.flatMap(({ id, clearedAt }) => (clearedAt === null ? [] : [[id, clearedAt] as const])),
      ]),
    },
  };
}

/** `site:BER` of `site:BER/wind/2026-01-06`. */
export function placeOf(conditionId: string): string {
  return conditionId.split('/').slice(0, -2).join('/');
}

function printOf({ pieces }: OpenMeteoClient): string {
  return createHash('sha256').update(JSON.stringify(pieces)).digest('base64url').slice(0, 16);
}
