import { isAppError, ProviderError, UnreadableCell, type z } from '../../../src/providers/index.ts';
import type { BoundKind } from '../bound-kind.ts';
import { jsonOf } from '../literal.ts';
import type { Deed } from './compile-deed.ts';
import type { DeedInput } from './inputs.ts';
import { setProperty } from './order-row.ts';

/** A property that a deed sets, with its value as a text and as a body holds it. */
export interface Value {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly json: z.core.util.JSONType;
}

/** What a deed sets, without its mark. Throws `rejected` for an input of which the mapping makes no value that the property can hold. */
export function valuesOf(order: BoundKind, deed: Deed, input: DeedInput): readonly Value[] {
  return [...readValues(deed, input)].map(([name, text]) => {
    const { type } = setProperty(order, deed, name);
    return { name, type, text: text ?? '', json: jsonOf(type, text, name) };
  });
}

/** The body of a write that sets some values, and the mark where the mapping keeps one. */
export function bodyOf({ marker }: Deed, values: readonly Value[], mark: string): object {
  const members = values.map(({ name, json }) => [name, json] as const);
  return Object.fromEntries([...members, ...(marker === null ? [] : [[marker, mark] as const])]);
}

/** Why an input does not fit the mapping; null when it does. */
export function unfitness(order: BoundKind, deed: Deed, input: DeedInput): string | null {
  try {
    valuesOf(order, deed, input);
    return null;
  } catch (error) {
    if (isAppError(error, 'PROVIDER_REJECTED')) return error.message;
    throw error;
  }
}

function readValues(deed: Deed, input: DeedInput): ReadonlyMap<string, string | null> {
  try {
    return deed.valuesOf(input);
  } catch (error) {
    if (!(error instanceof UnreadableCell)) throw error;
    throw new ProviderError('rejected', `actions.${deed.name}.set: ${error.message}`, {}, { cause: error });
  }
}
