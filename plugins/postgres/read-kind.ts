import {
  createPageBuilder,
  ProviderError,
  UnreadableCell,
  type CallContext,
  type Cursor,
  type PageBuilder,
  type ReadPage,
} from '../../src/providers/index.ts';
import { cursorAt, placeOf, type Place } from './cursor.ts';
import type { Database } from './database.ts';
import { refuseTimeless } from './describe-source.ts';
import type { KindPlan } from './plan.ts';
import { pageStatement } from './statements.ts';

/** Pages of one kind from a cursor on, in the order of time and ties, each by one statement. Memory is that of a page. */
export async function* readKind(
  database: Database,
  plan: KindPlan,
  cursor: Cursor,
  { pageRows, signal }: { readonly pageRows: number } & Pick<CallContext, 'signal'>,
): AsyncGenerator<ReadPage> {
  let place = placeOf(plan, cursor);
  if (place === null) await refuseTimeless(database, plan, signal);
  const page = createPageBuilder(plan.kind);
  for (;;) {
    const { sql, values } = pageStatement(plan, place, pageRows + 1);
    const found = (await database.ask(sql, values, signal)).rows.map((cells) => toRow(plan, cells));
    const rows = found.slice(0, pageRows);
    const last = rows.at(-1);
    if (!last) return;
    rows.forEach((row) => takeRow(plan, row, page));
    const next = found[pageRows];
    if (next) refuseTwins(plan, last.place, next.place);
    place = last.place;
    yield page.take(cursorAt(plan, next ? place : notAhead(last)));
    if (!next) return;
  }
}

interface PlacedRow {
  readonly cells: readonly string[];
  readonly place: Place;
  /** The server's clock. */
  readonly now: string;
}

function toRow({ columns, ties, time, label }: KindPlan, cells: readonly string[]): PlacedRow {
  const [at = '', now = ''] = cells.slice(columns.length + ties.length);
  const tied = cells.slice(columns.length, columns.length + ties.length);
  if (time !== null && !/^\d{4}-/.test(at))
    throw new ProviderError('config', `${label}: expected a time in column "${time}", came ${JSON.stringify(at)}`);
  const empty = ties[tied.indexOf('')];
  if (empty !== undefined)
    throw new ProviderError('config', `${label}: expected a value in column "${empty}" of every row, came none`);
  return { cells: cells.slice(0, columns.length), place: { at: time === null ? null : at, ties: tied }, now };
}

function takeRow({ read, kind, columns, label }: KindPlan, { cells, place }: PlacedRow, page: PageBuilder): void {
  const location = `${label}:${place.ties?.join('/') ?? ''}`;
  try {
    const made = read([cells]);
    if (made) page.add(made, location);
  } catch (error) {
    if (!(error instanceof UnreadableCell)) throw error;
    const payload = Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
    page.park({ location, reason: `${kind}: ${error.message}`, payload });
  }
}

/** A row that bears a time to come must not hide what happens until then. */
function notAhead({ place, now }: PlacedRow): Place {
  return place.at !== null && place.at > now ? { at: now, ties: null } : place;
}

/** Rows that cannot be told apart could be lost at the edge of a page. */
function refuseTwins({ label, ties }: KindPlan, one: Place, other: Place): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) return;
  throw new ProviderError(
    'config',
    `${label}: expected rows that \`cursor\` tells apart, came two with the same time and ${ties.join(', ')}: name more columns in cursor.id`,
  );
}
