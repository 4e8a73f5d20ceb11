import {
  KIND_SPECS,
  mappingDefaults,
  RECORD_KINDS,
  rowMapping,
  secret,
  strictObject,
  z,
  type KindSpec,
  type RecordKind,
  type RowMapping,
} from '../../src/providers/index.ts';

const name = z.string().min(1);
const names = z.union([name.transform((one) => [one]), z.array(name).min(1)]);

/** How the rows of one view or query become the records of one kind. */
export interface KindMapping extends RowMapping {
  readonly view?: string | undefined;
  readonly query?: string | undefined;
  readonly cursor: { readonly time?: string | undefined; readonly id?: readonly string[] | undefined };
  readonly overlapMs: number;
  readonly channel?: string | undefined;
}

/** What an operator gives to read one database. */
export const PostgresConfig = z.object({
  /** `postgresql://user:password@host:5432/database`, of a role that may read and nothing more. */
  url: secret(z.string().regex(/^postgres(ql)?:\/\//, 'expected a URL such as postgresql://user@host:5432/database')),
  ...mappingDefaults,
  records: strictObject(
    Object.fromEntries(RECORD_KINDS.map((kind) => [kind, kindMapping(KIND_SPECS[kind]).optional()])),
  ).refine((records) => Object.values(records).some(Boolean), 'expected at least one kind of record'),
  /** Rows of a page: what is read by one statement and saved in one transaction. */
  pageRows: z.int().min(1).max(100_000).default(2_000),
  /** Milliseconds after which the server itself ends a statement. */
  statementTimeoutMs: z.int().min(1).default(30_000),
  /** Connections at most; one more listens where a kind has a `channel`. */
  connections: z.int().min(1).max(20).default(4),
});
export type PostgresConfig = Omit<z.output<typeof PostgresConfig>, 'records'> & {
  readonly records: Readonly<Partial<Record<RecordKind, KindMapping>>>;
};

function kindMapping(spec: KindSpec): z.ZodType<KindMapping> {
  const { where: _where, ...row } = rowMapping(spec);
  return strictObject({
    /** A view or table: `orders` or `erp.orders`, written as the database has it. */
    view: z
      .string()
      .regex(/^[^.]+(\.[^.]+)?$/, 'expected a name such as orders or erp.orders')
      .optional(),
    /** A SELECT of the operator's own, without parameters. */
    query: name.optional(),
    cursor: strictObject({
      /** The column that says when a row last changed; without it every change is found by sweeps alone. */
      time: name.optional(),
      /** Columns that tell rows of one time apart; together with the time they are unique. */
      id: names.optional(),
    }).default({}),
    /** Milliseconds that a transaction of the source may last: a change may show that much after its time. */
    overlapMs: z.int().min(0).default(300_000),
    /** The channel on which the source says with NOTIFY that something changed. */
    channel: name.optional(),
    ...row,
  });
}
