import { z } from 'zod';
import { RECORD_KINDS, type RecordKind } from '../../../src/providers/index.ts';
import { EmptyTexts, Field } from './field-schema.ts';
import { KIND_SPECS, type FieldSpecs, type KindSpec } from './kind-fields.ts';
import { currencyProblem, zoneProblem } from './known-names.ts';
import { strictObject } from './strict-object.ts';

export const ENCODINGS = ['utf-8', 'windows-1252'] as const;
const name = z.string().min(1);

/** One file that the mapping reads. */
const SourceFile = strictObject({
  /** Relative to the configuration file. May be left out when the configuration or `--from` gives it. */
  path: name.optional(),
  /** One character. Without it, the one of `,` `;` tab `|` that the header line has most of. */
  delimiter: z.string().length(1, 'expected one character').optional(),
  encoding: z.enum(ENCODINGS, { error: `expected one of ${ENCODINGS.join(', ')}` }).default('utf-8'),
});
export type SourceFile = z.output<typeof SourceFile>;

/** Finds the row of another file whose column `on` equals `column` of this row (or of the joined `file`). */
const Join = strictObject({ on: name, column: name, file: name.optional() });
export type Join = z.output<typeof Join>;

/** Keeps a row when the cell is one of `is`, and none of `not`. */
const Condition = strictObject({
  column: name,
  file: name.optional(),
  is: EmptyTexts.optional(),
  not: EmptyTexts.optional(),
});
export type Condition = z.output<typeof Condition>;

export type Fields = Readonly<Record<string, Field | undefined>>;

/** How the rows of one file become the records of one kind. */
export interface RecordMapping {
  /** Without it, the mapping's first file. */
  readonly file?: string | undefined;
  readonly join?: Readonly<Record<string, Join>> | undefined;
  readonly where?: readonly Condition[] | undefined;
  readonly fields: Fields;
  readonly line?: Fields | undefined;
  readonly attributes?: Fields | undefined;
}

/** The whole mapping file. Unknown fields are refused wherever they stand. */
export const Mapping = strictObject({
  version: z.literal(1, {
    error: (issue) => `expected 1, the version of the mapping format, came ${JSON.stringify(issue.input)}`,
  }),
  /** Of dates and wall-clock times whose field names no other. */
  zone: z.string().superRefine(refuse(zoneProblem)).optional(),
  /** Of amounts and orders whose field names no other. */
  currency: z.string().superRefine(refuse(currencyProblem)).optional(),
  /** Unit of measure of quantities whose field names no other. */
  uom: name.optional(),
  /** Cell texts that mean "nothing here", in every column whose field has no list of its own. */
  empty: EmptyTexts.default([]),
  files: z
    .record(name, z.preprocess(emptyObject, SourceFile))
    .refine((files) => Object.keys(files).length > 0, 'expected at least one file'),
  records: strictObject(
    Object.fromEntries(RECORD_KINDS.map((kind) => [kind, recordMapping(KIND_SPECS[kind]).optional()])),
  ),
});
export type Mapping = Omit<z.output<typeof Mapping>, 'records'> & {
  readonly records: Readonly<Partial<Record<RecordKind, RecordMapping>>>;
};

function recordMapping(spec: KindSpec): z.ZodType<RecordMapping> {
  const none = z.undefined({ error: 'records of this kind have none' });
  return strictObject({
    file: name.optional(),
    join: z.record(name, Join).optional(),
    where: z.array(Condition).optional(),
    fields: fieldsOf(spec.fields),
    line: spec.line ? fieldsOf(spec.line).optional() : none.optional(),
    attributes: spec.attributesOf ? z.record(name, Field).optional() : none.optional(),
  });
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

/** `lines:` with nothing after it is a file with every setting at its default. */
function emptyObject(value: unknown): unknown {
  return value ?? {};
}
