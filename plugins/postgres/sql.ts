import pg from 'pg';

/** A column of the rows that are read, safe in a statement whatever its name holds. */
export function columnOf(name: string): string {
  return `q.${pg.escapeIdentifier(name)}`;
}

/** What rows are selected from, known as `q`. A query stands on lines of its own, so that a comment at its end ends there. */
export function fromClause({ view, query }: { view?: string | undefined; query?: string | undefined }): string {
  if (view !== undefined) return `${view.split('.').map(pg.escapeIdentifier).join('.')} AS q`;
  return `(\n${(query ?? '').replace(/;\s*$/, '')}\n) AS q`;
}
