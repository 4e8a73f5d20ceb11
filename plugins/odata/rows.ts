import { UnreadableCell, z, type PageBuilder, type RowRecord } from '../../src/providers/index.ts';
import type { BoundKind } from './bound-kind.ts';
import { cellOf, controlOf, type Entity } from './cell.ts';
import type { Rows, Service } from './service.ts';

const Lines = z.array(z.custom<Entity>((value) => typeof value === 'object' && value !== null)).nullish();

/** All rows of a collection of which the first part came. */
export async function allRows(service: Service, first: Rows, signal: AbortSignal): Promise<readonly Entity[]> {
  const rows = [...first.rows];
  for (let { next } = first; next !== null;) {
    const more = await service.rows(next, { signal });
    rows.push(...more.rows);
    next = more.next;
  }
  return rows;
}

/** The lines of a row, all of them: a service may give some and a link to the rest. Null where a row is a line itself. */
export async function linesOf(
  service: Service,
  { plan: { lines } }: BoundKind,
  entity: Entity,
  signal: AbortSignal,
): Promise<readonly Entity[] | null> {
  if (lines === null) return null;
  const rows = Lines.parse(entity[lines]) ?? [];
  return allRows(service, { rows, next: controlOf(entity, 'nextLink', lines), servedAt: null }, signal);
}

/** What a row, or one line of it, says; null when it has no record. Throws `UnreadableCell`. */
export function recordIn({ plan, cellsOf }: BoundKind, entity: Entity, line: Entity | null): RowRecord | null {
  const row = [cellsOf(entity, line)];
  const made = plan.read(row);
  if (!made || !plan.readHolds) return made;
  const { changedAt, placedAt } = made.fields;
  return { ...made, fields: { ...made.fields, holds: plan.readHolds(row, changedAt ?? placedAt) } };
}

/** Adds what a row says to a page; a row, or a line, that cannot be read is set aside. */
export function takeRow(bound: BoundKind, entity: Entity, lines: readonly Entity[] | null, page: PageBuilder): void {
  const { plan, keys, cellsOf } = bound;
  const location = `${plan.entitySet}:${keys.map(({ path }) => cellOf(entity, path.split('/'))).join('/')}`;
  for (const line of lines ?? [null]) {
    try {
      const made = recordIn(bound, entity, line);
      if (made) page.add(made, location);
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      const cells = cellsOf(entity, line);
      const payload = Object.fromEntries(plan.columns.map((column, at) => [column, cells[at]]));
      page.park({ location, reason: `${plan.kind}: ${error.message}`, payload });
    }
  }
}
