import { z } from 'zod';
import { EmptyTexts, Field } from './field-schema.ts';
import type { FieldSpecs, KindSpec } from './kind-fields.ts';
import { currencyProblem, zoneProblem } from './known-names.ts';
import { strictObject } from './strict-object.ts';

const name = z.string().min(1);

/** Keeps a row when the cell is one of `is`, and none of `not`. */
export const Condition = strictObject({
  column: name,
  file: name.optional(),
  is: EmptyTexts.optional(),
  not: EmptyTexts.optional(),
});
export type Condition = z.output<typeof Condition>;

export type Fields = Readonly<Record<string, Field | undefined>>;

/** How a row becomes a record of its kind, or a line of one. */
export interface RowMapping {
  readonly where?: readonly Condition[] | undefined;
  readonly fields: Fields;
  readonly line?: Fields | undefined;
  readonly attributes?: Fields | undefined;
}

/** What a mapping says for all fields that do not say otherwise. */
export interface MappingDefaults {
  readonly zone?: string | undefined;
  readonly currency?: string | undefined;
  readonly uom?: string | undefined;
  readonly empty: readonly string[];
}

/** The members of a mapping that are `MappingDefaults`. */
export const mappingDefaults = {
  /** Of dates and wall-clock times whose field names no other. */
  zone: z.string().superRefine(refuse(zoneProblem)).optional(),
  /** Of amounts and orders whose field names no other. */
  currency: z.string().superRefine(refuse(currencyProblem)).optional(),
  /** Unit of measure of quantities whose field names no other. */
  uom: name.optional(),
  /** Cell texts that mean "nothing here", in every column whose field has no list of its own. */
  empty: EmptyTexts.default([]),
} as const;

/** The members of a kind's mapping that are a `RowMapping`; a provider adds where the rows come from. */
export function rowMapping(spec: KindSpec) {
  const none = z.undefined({ error: 'records of this kind have none' });
  return {
    where: z.array(Condition).optional(),
    fields: fieldsOf(spec.fields),
    line: spec.line ? fieldsOf(spec.line).optional() : none.optional(),
    attributes: spec.attributesOf ? z.record(name, Field).optional() : none.optional(),
  };
}

/** A required field that is missing is told when the mapping is compiled, where the message can say what gives it. */
function fieldsOf(specs: FieldSpecs): z.ZodType<Fields> {
  return strictObject(Object.fromEntries(Object.keys(specs).map((field) => [field, Field.optional()])));
}

function refuse(problemOf: (text: string) => string | null) {
  return (text: string, context: z.RefinementCtx): void => {
    const message = problemOf(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  };
}
