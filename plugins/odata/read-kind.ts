import {
  createPageBuilder,
  isAppError,
  ProviderError,
  toInstant,
  type CallContext,
  type Cursor,
  type ReadPage,
} from '../../src/providers/index.ts';
import type { BoundKind } from './bound-kind.ts';
import { cellOf, type Entity } from './cell.ts';
import { cursorAt, placeOf, type Place } from './cursor.ts';
import { after, allOf } from './filter.ts';
import { pathOf } from './request-path.ts';
import { linesOf, takeRow } from './rows.ts';
import type { Rows, Service } from './service.ts';

interface ReadOptions extends Pick<CallContext, 'signal'> {
  readonly pageRows: number;
}

/** Pages of one kind from a cursor on, in the order of time and ties. Memory is that of a page. */
export async function* readKind(
  service: Service,
  bound: BoundKind,
  cursor: Cursor,
  { pageRows, signal }: ReadOptions,
): AsyncGenerator<ReadPage> {
  const { plan } = bound;
  let place = placeOf(plan, cursor);
  if (place === null) await refuseTimeless(service, bound, signal);
  if (plan.paging === 'links' && plan.time === null && place?.ties) return; // read to its end; sweeps find the rest
  const page = createPageBuilder(plan.kind);
  for (let isResumed = true; ; isResumed = false) {
    const found = await nextRows(service, bound, place, { pageRows, signal, isResumed });
    const last = found.rows.at(-1);
    if (!last) return;
    if (plan.paging === 'keys') refuseStandstill(bound, place, found.rows);
    for (const entity of found.rows) takeRow(bound, entity, await linesOf(service, bound, entity, signal), page);
    const isLast = found.next === null && (plan.paging === 'links' || found.rows.length < pageRows);
    const reached = placeOfRow(bound, last);
    place = found.next === null || plan.paging === 'keys' ? reached : { ...reached, ties: null, link: found.next };
    yield page.take(cursorAt(plan, isLast ? notAhead(place, found.servedAt) : place));
    if (isLast) return;
  }
}

/** The rows after a place. Where a link led to none but to another one, that one is followed. */
async function nextRows(
  service: Service,
  bound: BoundKind,
  place: Place | null,
  { pageRows, signal, isResumed }: ReadOptions & { readonly isResumed: boolean },
): Promise<Rows> {
  const options = { signal, ...(bound.plan.paging === 'links' ? { pageRows } : {}) };
  let found = await ask();
  while (found.rows.length === 0 && found.next !== null) found = await service.rows(found.next, options);
  return found;

  async function ask(): Promise<Rows> {
    const asked = pagePath(bound, place, pageRows);
    if (place === null || place.link === null) return service.rows(asked, options);
    try {
      return await service.rows(place.link, options);
    } catch (error) {
      // A link that was kept over a restart may have ended: its time, or the start, is where to go on.
      if (!isResumed || !isGone(error)) throw error;
      return service.rows(asked, options);
    }
  }
}

function isGone(error: unknown): boolean {
  return isAppError(error, 'NOT_FOUND') || isAppError(error, 'PROVIDER_REJECTED');
}

function pagePath(bound: BoundKind, place: Place | null, pageRows: number): string {
  const { plan, time, ties, selection } = bound;
  return pathOf(plan.entitySet, {
    ...selection,
    $filter: allOf(plan.filter, after(bound, place)),
    $orderby: [...(time ? [time] : []), ...ties].map(({ path }) => path).join(','),
    ...(plan.paging === 'keys' ? { $top: String(pageRows) } : {}),
  });
}

function placeOfRow({ plan, time, ties }: BoundKind, entity: Entity): Place {
  const at = time && cellOf(entity, time.path.split('/'));
  if (at === '')
    throw new ProviderError('config', `${plan.entitySet}: expected a time in ${time?.path ?? ''}, came nothing`);
  const isDay = time?.type === 'Edm.Date';
  return {
    at: isDay && at !== null ? `${at}T00:00:00.000Z` : at,
    ties: ties.map(({ path }) => cellOf(entity, path.split('/'))),
    link: null,
  };
}

/** Milliseconds by which the header that tells the service's clock is coarser than its times. */
const CLOCK_MS = 1_000;

/** A row that bears a time to come must not hide what happens until then. */
function notAhead(place: Place, servedAt: string | null): Place {
  const nowMs = Date.parse(servedAt ?? '');
  if (place.at === null || Number.isNaN(nowMs) || Date.parse(place.at) <= nowMs + CLOCK_MS) return place;
  return { at: toInstant(new Date(nowMs)), ties: null, link: null };
}

/**
 * A service that keeps times more exactly than it shows them would give the same rows for ever, and rows that cannot be told apart
 * could be lost at the edge of a page.
 */
function refuseStandstill(bound: BoundKind, place: Place | null, rows: readonly Entity[]): void {
  const printOf = ({ at, ties }: Place): string => JSON.stringify([at, ties]);
  const start = place?.ties ? printOf(place) : null;
  let before = start;
  for (const row of rows) {
    const reached = placeOfRow(bound, row);
    const print = printOf(reached);
    if (print === start || print === before)
      throw new ProviderError(
        'config',
        `${bound.plan.entitySet}: expected rows each with a place of its own, came ${reached.ties?.join('/') ?? ''} again: its times are finer than they are shown (set paging: 'links'), or \`cursor.id\` does not tell rows apart`,
      );
    before = print;
  }
}

/** A row without a time comes in no order and would never be read: throws `config`. */
export async function refuseTimeless(service: Service, { plan, time }: BoundKind, signal: AbortSignal): Promise<void> {
  if (!time?.isNullable) return;
  const $filter = allOf(plan.filter, `${time.path} eq null`);
  const { rows } = await service.rows(
    pathOf(plan.entitySet, { $select: time.path.split('/')[0], $filter, $top: '1' }),
    { signal },
  );
  if (rows.length === 0) return;
  throw new ProviderError(
    'config',
    `${plan.entitySet}: expected a time in ${time.path} of every row, came null: leave such rows out by \`filter\``,
  );
}
