/** Rows of a table that are to be there so many times. */
export interface RowCopies {
  readonly table: string;
  /** Which rows. */
  readonly where: string;
  /** What each copy has else, by column: an SQL expression of the row, in which `i` counts from 1. */
  readonly set: Readonly<Record<string, string>>;
}

/** SQLite statements that write a table `numbers`, from 1 to a count, for `copyRows`. */
export function numbersUpTo(count: number): string {
  return `CREATE TEMP TABLE numbers AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n`;
}

/** SQLite statements that copy rows of one table, once for each of `numbers`; the columns need not be known. */
export function copyRows({ table, where, set }: RowCopies): readonly string[] {
  const changes = Object.entries(set).map(([column, value]) => `"${column}" = ${value}`);
  return [
    `CREATE TEMP TABLE copies AS SELECT t.*, i FROM "${table}" t, numbers WHERE ${where}`,
    `UPDATE copies SET ${changes.join(', ')}`,
    'ALTER TABLE copies DROP COLUMN i',
    `INSERT INTO "${table}" SELECT * FROM copies`,
    'DROP TABLE copies',
  ];
}
