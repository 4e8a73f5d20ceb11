import {
  unreadableKind,
  type CallContext,
  type Cursor,
  type ReadPage,
  type RecordKind,
  type UnreadableRow,
  type z,
} from '../../src/providers/index.ts';
import type { VendureClient } from './client.ts';
import { cursorAfter, filterAfter, parseCursor } from './cursor.ts';
import { customerKind } from './kinds/customer.ts';
import { inventoryKind } from './kinds/inventory.ts';
import { itemKind } from './kinds/item.ts';
import type { KeyedRecord, VendureKind } from './kinds/kind.ts';
import { orderKind } from './kinds/order.ts';
import { shipmentKind } from './kinds/shipment.ts';
import { siteKind } from './kinds/site.ts';
import { Page, type Row } from './wire.ts';

/** What is read, by record kind; what others refer to comes first. */
export const KINDS: ReadonlyMap<RecordKind, VendureKind> = new Map<RecordKind, VendureKind>([
  ['site', siteKind],
  ['item', itemKind],
  ['customer', customerKind],
  ['order', orderKind],
  ['inventory', inventoryKind],
  ['shipment', shipmentKind],
]);

/** Pages in the order of `updatedAt`, from a cursor to the end. */
export async function* readKind(
  client: VendureClient,
  name: RecordKind,
  from: Cursor,
  { signal }: Pick<CallContext, 'signal'>,
): AsyncGenerator<ReadPage> {
  const kind = kindOf(name);
  const { pageSize } = client.config;
  let cursor = parseCursor(from);
  for (let behind = 0; ;) {
    const options = {
      filter: { ...kind.filter, ...filterAfter(cursor) },
      sort: { updatedAt: 'ASC' }, // and by nothing else: GraphQL puts the members of an input into its own order
      take: pageSize,
    };
    const { totalItems, items } = await list(client, kind, options, signal);
    if (items.length === 0) return;
    cursor = cursorAfter(cursor, items);
    const { records, unreadable } = toRecords(kind, items, client);
    behind += items.length;
    const isLast = totalItems <= items.length;
    const progressRatio = isLast ? 1 : behind / (behind + totalItems - items.length);
    yield { records: records.map(({ record }) => ({ record })), deletes: [], cursor, unreadable, progressRatio };
    if (isLast) return;
  }
}

/** One slot a key, null for one that Vendure does not show us. One call, none for no keys. */
export async function lookUp(
  client: VendureClient,
  name: RecordKind,
  keys: readonly string[],
  { signal }: Pick<CallContext, 'signal'>,
): Promise<readonly unknown[]> {
  if (keys.length === 0) return [];
  const kind = kindOf(name);
  const unique = [...new Set(keys)];
  const filter = { ...kind.filter, ...kind.filterBy(unique, client.config) };
  const { items } = await list(client, kind, { filter, take: unique.length }, signal);
  const found = new Map(toRecords(kind, items, client).records.map(({ key, record }) => [key, record]));
  return keys.map((key) => found.get(key) ?? null);
}

function kindOf(name: RecordKind): VendureKind {
  const kind = KINDS.get(name);
  if (!kind) throw unreadableKind('vendure', name);
  return kind;
}

async function list(
  { config, ask }: VendureClient,
  { list: [query, optionsType], fields }: VendureKind,
  options: object,
  signal: AbortSignal,
): Promise<z.output<typeof Page>['page']> {
  const { page } = await ask(
    {
      what: query,
      query: `query ($options: ${optionsType}) {
        page: ${query}(options: $options) { totalItems items { id updatedAt ${fields(config)} } }
      }`,
      variables: { options },
      data: Page,
    },
    signal,
  );
  return page;
}

function toRecords(kind: VendureKind, rows: readonly Row[], { config }: Pick<VendureClient, 'config'>) {
  const records: KeyedRecord[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const fitting = kind.row.safeParse(row);
    if (fitting.success) records.push(...kind.toRecords(fitting.data, config));
    else unreadable.push({ location: `${kind.list[0]} ${row.id}`, reason: reasonOf(fitting.error), payload: row });
  }
  return { records, unreadable };
}

function reasonOf({ issues: [issue] }: z.ZodError): string {
  return `at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`;
}
