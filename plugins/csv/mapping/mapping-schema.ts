import { z } from 'zod';
import {
  KIND_SPECS,
  mappingDefaults,
  RECORD_KINDS,
  rowMapping,
  strictObject,
  type KindSpec,
  type RecordKind,
  type RowMapping,
} from '../../../src/providers/index.ts';

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

/** How the rows of one file become the records of one kind. */
export interface RecordMapping extends RowMapping {
  /** Without it, the mapping's first file. */
  readonly file?: string | undefined;
  readonly join?: Readonly<Record<string, Join>> | undefined;
}

/** The whole mapping file. Unknown fields are refused wherever they stand. */
export const Mapping = strictObject({
  version: z.literal(1, {
    error: (issue) => `expected 1, the version of the mapping format, came ${JSON.stringify(issue.input)}`,
  }),
  ...mappingDefaults,
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
  return strictObject({ file: name.optional(), join: z.record(name, Join).optional(), ...rowMapping(spec) });
}

/** `lines:` with nothing after it is a file with every setting at its default. */
function emptyObject(value: unknown): unknown {
  return value ?? {};
}
