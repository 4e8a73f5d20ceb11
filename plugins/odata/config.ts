import {
  KIND_SPECS,
  mappingDefaults,
  PlainField,
  RECORD_KINDS,
  rowMapping,
  secret,
  strictObject,
  z,
  type KindSpec,
  type RecordKind,
  type RowMapping,
} from '../../src/providers/index.ts';
import { Actions } from './actions/action-mapping.ts';

const name = z.string().min(1);
const names = z.union([name.transform((one) => [one]), z.array(name).min(1)]);
const key = secret(z.string().min(1));

/** How we make ourselves known to the service. */
const SignIn = z.union([
  /** Basic authentication, such as a communication user of S/4HANA. */
  z.strictObject({ username: name, password: key }),
  /** A bearer token that does not end. */
  z.strictObject({ token: key }),
  /** A key in a header of the service's own. */
  z.strictObject({ header: name, value: key }),
  /** OAuth 2.0 client credentials, as Dynamics 365 wants them: a token is asked for and renewed. */
  z.strictObject({
    tokenUrl: z.url({ protocol: /^https?$/ }),
    clientId: name,
    clientSecret: key,
    scope: name.optional(),
  }),
]);
export type SignIn = z.output<typeof SignIn>;

/** As in a row's own fields, a bare text is a property. */
const Cell = z.preprocess((value) => (typeof value === 'string' ? { column: value } : value), PlainField);

/** A block that an order bears when a property of it has a value. */
const Hold = strictObject({
  /** The hold's id on its order. */
  id: name,
  /** One of our kinds of hold; a property that is empty means that there is none. */
  kind: Cell,
  reason: Cell.optional(),
});
export type HoldMapping = z.output<typeof Hold>;

/** How the rows of one entity set become the records of one kind. */
export interface KindMapping extends Omit<RowMapping, 'where'> {
  readonly entitySet: string;
  readonly filter?: string | undefined;
  readonly lines?: string | undefined;
  readonly cursor: { readonly time?: string | undefined; readonly id?: readonly string[] | undefined };
  readonly overlapMs: number;
  readonly paging: 'keys' | 'links';
  readonly sweep?: 'keys' | 'records' | undefined;
  readonly holds?: readonly HoldMapping[] | undefined;
}

/** What an operator gives to reach one OData v4 service. */
export const OdataConfig = z.object({
  /** The service's root: what `$metadata` is appended to. */
  url: z.url({ protocol: /^https?$/ }),
  /** Null: the service lets everyone in. */
  signIn: SignIn.nullable().default(null),
  /** Sent with every request, such as `sap-client`. */
  headers: z.record(name, z.string()).default({}),
  /** Whether a write needs a token that is fetched before it, as those of SAP Gateway do. */
  csrf: z.boolean().default(false),
  ...mappingDefaults,
  records: strictObject(
    Object.fromEntries(RECORD_KINDS.map((kind) => [kind, kindMapping(kind, KIND_SPECS[kind]).optional()])),
  ).refine((records) => Object.values(records).some(Boolean), 'expected at least one kind of record'),
  actions: Actions.prefault({}),
  /** Rows of a page: what is asked for at once and saved in one transaction. The service may give fewer. */
  pageRows: z.int().min(1).max(10_000).default(500),
});
export type OdataConfig = Omit<z.output<typeof OdataConfig>, 'records'> & {
  readonly records: Readonly<Partial<Record<RecordKind, KindMapping>>>;
};

function kindMapping(kind: RecordKind, spec: KindSpec): z.ZodType<KindMapping> {
  const { where: _where, ...row } = rowMapping(spec);
  return strictObject({
    entitySet: name,
    /** A `$filter` of the operator's own. */
    filter: name.optional(),
    /** The navigation property whose rows are the lines: its properties are then written `items/quantity`. */
    lines: name.optional(),
    cursor: strictObject({
      /** The property that says when a row last changed; without it every change is found by sweeps alone. */
      time: name.optional(),
      /** Properties that tell rows of one time apart; the entity's key unless it says otherwise. */
      id: names.optional(),
    }).default({}),
    /** Milliseconds that a transaction of the source may last: a change may show that much after its time. */
    overlapMs: z.int().min(0).default(300_000),
    /** How the next page is asked for: by what comes after the last row, or by the service's own next link. */
    paging: z.enum(['keys', 'links']).default('keys'),
    /** `records` also finds what changed beneath a row, or without moving its time. */
    sweep: z.enum(['keys', 'records']).optional(),
    holds: kind === 'order' ? z.array(Hold).optional() : z.undefined({ error: 'only orders have holds' }).optional(),
    ...row,
  });
}
