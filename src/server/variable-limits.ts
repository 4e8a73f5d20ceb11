import { AppError } from '../errors.ts';

/** Objects and lists inside each other, in the variables of one operation. */
export const MAX_VARIABLE_DEPTH = 20;
/** Values in the variables of one operation, all counted. */
export const MAX_VARIABLE_VALUES = 10_000;
/** Items of one list, in variables and in documents. */
export const MAX_LIST_ITEMS = 1_000;
/** Characters of one text, in variables and in documents. */
export const MAX_TEXT_LENGTH = 4_000;

/** Throws `INPUT_INVALID` for variables that would take long to read. Looks at no more of them than is allowed, and never into itself. */
export function refuseLargeVariables(variables: unknown): void {
  let level: unknown[] = [variables];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_VARIABLE_DEPTH) throw tooMuch(`${MAX_VARIABLE_DEPTH} levels`, 'more');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH)
        throw tooMuch(`${MAX_TEXT_LENGTH} characters in one text`, value.length);
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value) && value.length > MAX_LIST_ITEMS)
        throw tooMuch(`${MAX_LIST_ITEMS} items in one list`, value.length);
      if (Object.hasOwn(value, '__proto__')) throw new AppError('INPUT_INVALID', 'variables: __proto__ is not a name');
      for (const inner of Object.values(value)) next.push(inner);
    }
    values += next.length;
    if (values > MAX_VARIABLE_VALUES) throw tooMuch(`${MAX_VARIABLE_VALUES} values`, 'more');
    level = next;
  }
}

function tooMuch(most: string, came: number | 'more'): AppError {
  return new AppError('INPUT_INVALID', `variables: expected at most ${most}, came ${came}`);
}
