import type { Cursor, ReadPage } from '../../src/providers/index.ts';
import type { TrytonClient } from './client.ts';
import { CHANGE_ORDER, changedRows, cursorFrom, placeOf, type Place, type TrytonCursor } from './cursor.ts';
import { ChangedRow, WithId, type Beneath, type TrytonKind } from './kinds/kind.ts';
import { STAMP_FIELDS } from './wire.ts';

/**
 * Pages of one kind from a cursor on: first what was itself changed, then what rows beneath it were changed. From the start, all
 * there is. Ends with a cursor that says when the read began, by Tryton's own clock: what is changed meanwhile comes with the next.
 */
export async function* readChanges(
  client: TrytonClient,
  kind: TrytonKind,
  cursor: Cursor,
  signal: AbortSignal,
): AsyncGenerator<ReadPage> {
  const start = cursorFrom(cursor);
  let began = start.within?.began ?? null;
  const streams: readonly Beneath[] = [itself(kind), ...(start.at === null ? [] : kind.beneath)];
  const told = new Set<number>();
  let hasRead = start.within !== undefined;

  for (const [stream, model] of streams.entries()) {
    if (stream < (start.within?.stream ?? 0)) continue;
    let after: Place | null = stream === start.within?.stream ? start.within.after : null;
    for (;;) {
      const rows = await changesOf(client, model, start, after, signal);
      began ??= client.clock();
      const last = rows.at(-1);
      if (!last) break;
      hasRead = true;
      after = placeOf(last);
      const ids = (await model.belongsTo(client, rows, signal)).filter((id) => !told.has(id));
      for (const id of ids) told.add(id);
      const { records, deletes } = await kind.load(client, ids, signal);
      yield { records, deletes, cursor: { at: start.at, within: { began, stream, after } } };
      if (rows.length < client.settings.pageSize) break;
    }
  }
  if (hasRead) yield { records: [], deletes: [], cursor: { at: began ?? start.at } };
}

/** Every key of a kind that has a field for it. */
export async function* listKeys(
  client: TrytonClient,
  kind: TrytonKind,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const { model, keyField } = kind;
  if (keyField === null) return;
  const limit = 10 * client.settings.pageSize;
  for (let last = 0; ;) {
    const domain = [...kind.domain, ['id', '>', last]];
    const rows = await client.select({ model, domain, fields: [keyField, ...STAMP_FIELDS], limit, signal }, ChangedRow);
    yield rows.map((row) => row[keyField]).filter((key) => typeof key === 'string');
    const end = rows.at(-1);
    if (!end || rows.length < limit) return;
    last = end.id;
  }
}

/** Ids of all rows of a kind, in pieces. */
export async function* listIds(
  client: TrytonClient,
  kind: TrytonKind,
  signal: AbortSignal,
): AsyncGenerator<readonly number[]> {
  const limit = client.settings.pageSize;
  for (let last = 0; ;) {
    const domain = [...kind.domain, ['id', '>', last]];
    const rows = await client.select({ model: kind.model, domain, fields: ['id'], limit, signal }, WithId);
    if (rows.length > 0) yield rows.map(({ id }) => id);
    const end = rows.at(-1);
    if (!end || rows.length < limit) return;
    last = end.id;
  }
}

function itself({ model, domain }: TrytonKind): Beneath {
  return { model, domain, fields: [], belongsTo: (_, rows) => rows.map(({ id }) => id) };
}

function changesOf(
  client: TrytonClient,
  { model, domain, fields }: Beneath,
  start: TrytonCursor,
  after: Place | null,
  signal: AbortSignal,
): Promise<readonly ChangedRow[]> {
  return client.select(
    {
      ...{ model, domain: [domain, changedRows(start, after)], signal, limit: client.settings.pageSize },
      ...{ order: CHANGE_ORDER, fields: [...fields, ...STAMP_FIELDS] },
    },
    ChangedRow,
  );
}
