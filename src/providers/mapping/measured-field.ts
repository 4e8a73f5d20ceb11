import type { Money } from '../../domain/money.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { Field, PlainField } from './field-schema.ts';
import { currencyProblem } from './known-names.ts';
import { compileValue } from './compile-value.ts';
import { moneyOf, toCurrency, toText } from './convert.ts';
import { numberReading } from './number-field.ts';
import { UnreadableCell, type Read } from './row.ts';
import { badMapping, type FieldContext } from './source.ts';

/** A currency code. One that there is not is refused here when the mapping gives it, and in the row when a column does. */
export function compileCurrency(field: PlainField, path: string, context: FieldContext): Read<string | null> {
  const problem = typeof field.const === 'string' ? currencyProblem(field.const) : null;
  if (problem !== null) throw badMapping(path, problem);
  return compileValue(field, path, context, { expected: 'an ISO 4217 currency code', convert: toCurrency });
}

/** An amount in major units becomes minor units of the field's currency, or of the mapping's. */
export function compileAmount(field: Field, path: string, context: FieldContext): Read<Money | null> {
  const major = compileValue(field, path, context, numberReading(field, path));
  const currency = compileCurrency(
    given(field.currency, context.currency, path, 'currency'),
    `${path}.currency`,
    context,
  );
  return (row) => {
    const amount = major(row);
    if (amount === null) return null;
    const code = currency(row);
    const money = code === null ? undefined : moneyOf(amount, code);
    if (money === undefined)
      throw new UnreadableCell(`expected an amount with a currency, came ${amount} ${code ?? 'without one'}`);
    return money;
  };
}

/** A number with the field's unit of measure, or the mapping's. */
export function compileQuantity(field: Field, path: string, context: FieldContext): Read<Quantity | null> {
  const number = compileValue(field, path, context, numberReading(field, path));
  const unit = compileValue(given(field.uom, context.uom, path, 'uom'), `${path}.uom`, context, {
    expected: 'a unit of measure',
    convert: toText,
  });
  return (row) => {
    const value = number(row);
    if (value === null) return null;
    const uom = unit(row);
    if (uom === null) throw new UnreadableCell(`expected a unit of measure for ${value}, came nothing`);
    return { value, uom };
  };
}

function given(own: PlainField | undefined, common: string | undefined, path: string, name: string): PlainField {
  if (own) return own;
  if (common === undefined)
    throw badMapping(path, `needs \`${name}\`: give it here, or at the top of the mapping for all fields`);
  return { const: common };
}
