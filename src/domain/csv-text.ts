/** What may be written into one cell; null leaves it empty. */
export type CsvCell = string | number | boolean | null;

/** With these a spreadsheet takes a cell for a formula: also in full width, and behind blanks that it ignores. */
const FORMULA = /^[\s\0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * One row of a CSV file, without its line end (RFC 4180). A text with which a spreadsheet would do something gets an apostrophe in
 * front, which says that it is text; what is a number stays one, whatever its sign.
 */
export function csvRow(cells: readonly CsvCell[]): string {
  return cells.map((cell) => (typeof cell === 'string' ? quoted(harmless(cell)) : String(cell ?? ''))).join(',');
}

function harmless(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
