import pg from 'pg';

/** Everything in a book that a run must end with, however it came to its end, as one digest per table. */
export type BookContents = Readonly<Record<string, { readonly rows: number; readonly digest: string }>>;

/**
 * Of master data that contradicts itself, how often the contradiction is parked depends on where a run was cut: only other parked
 * rows are compared. Times of running and ids of reads differ from run to run, and so do risks by what passes
 * meanwhile: they are left out or rounded.
 */
const CONTENTS = {
  inbox_event: `source || ' ' || id || ' ' || stamp || ' ' || event::text`,
  inbox_pending: 'stamp',
  inbox_parked: `stamp || ' ' || reason`,
  parked_row: `provider_id || ' ' || kind || ' ' || location || ' ' || reason || ' ' || payload::text`,
  source_record: `provider_id || ' ' || kind || ' ' || key || ' ' || (hashes - 'firstRead')::text || ' ' || last_time`,
  order_line: `id || ' ' || state::text`,
  customer_order: `id || ' ' || state::text`,
  shipment: `id || ' ' || state::text`,
  counted_outcome: `line_id || ' ' || outcome::text`,
  outcome_day: `key || ' ' || day || ' ' || lines || ' ' || late || ' ' || round(lead_days, 6) || ' ' || round(delay_days, 6)`,
  promise_risk: `line_id || ' ' || model_version || ' ' || round(late::numeric, 2)`,
  queue_entry: `line_id || ' ' || kind || ' ' || coalesce(site_id, '')`,
} as const;

export async function contentsOf(url: string, schema = 'promisegraph'): Promise<BookContents> {
  return withPg(url, async (client) => {
    const contents: Record<string, { rows: number; digest: string }> = {};
    for (const [table, text] of Object.entries(CONTENTS)) {
      const { rows } = await client.query<{ rows: number; digest: string }>(
        `SELECT count(*)::int AS rows, coalesce(md5(string_agg(text, chr(10) ORDER BY text)), '') AS digest
         FROM (SELECT ${text} AS text FROM ${schema}.${table} ${table === 'parked_row' ? `WHERE kind <> 'customer'` : ''}) AS row`,
      );
      const [row] = rows;
      if (row) contents[table] = row;
    }
    return contents;
  });
}

/** One number; null while the book is not yet there. */
export function askNumber(client: pg.Client, sql: string): Promise<number | null> {
  return client.query<{ n: number }>(sql).then(
    ({ rows }) => rows[0]?.n ?? null,
    () => null,
  );
}

export async function withPg<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
