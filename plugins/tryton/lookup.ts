import { keyOf, RECORDS, type RecordKind } from '../../src/providers/index.ts';
import type { TrytonClient } from './client.ts';
import { WithId, type TrytonKind } from './kinds/kind.ts';

/** One slot per key. Rows are found by a condition, so that a key which is unknown, or whose row may not be seen, fails no other. */
export async function lookUp(
  client: TrytonClient,
  name: RecordKind,
  kind: TrytonKind,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  if (keys.length === 0) return [];
  const domain = [kind.domain, kind.withKeys([...new Set(keys)])];
  const rows = await client.select({ model: kind.model, domain, fields: ['id'], signal }, WithId);
  const { records } = await kind.load(
    client,
    rows.map(({ id }) => id),
    signal,
  );
  const found = new Map<string, unknown>();
  for (const { record } of records) {
    const fitting = RECORDS[name].safeParse(record);
    if (fitting.success) found.set(keyOf(fitting.data), record);
  }
  return keys.map((key) => found.get(key) ?? null);
}
