import { Key, secret, z, Zone } from '../../src/providers/index.ts';

/** The name of one of the order's custom fields, as it stands in the GraphQL schema; null: there is none. */
const CustomField = z
  .string()
  .regex(/^[_A-Za-z]\w*$/, 'expected the name of a custom field, such as `promisedShipBy`')
  .nullable()
  .default(null);

/** Custom fields of the order. Vendure has no promises and no reasons of holds by itself. */
export const OrderFields = z.strictObject({
  requestedDeliverBy: CustomField,
  promisedShipBy: CustomField,
  promisedDeliverBy: CustomField,
  holdKind: CustomField,
  holdReason: CustomField,
});
export type OrderFields = z.output<typeof OrderFields>;

/** What an operator gives to reach one channel of one Vendure. */
export const VendureConfig = z.object({
  /** The admin API: `https://shop.example.com/admin-api`. */
  url: z.url({ protocol: /^https?$/ }),
  signIn: z.union([
    z.strictObject({ username: z.string().min(1), password: secret(z.string().min(1)) }),
    /** Vendure 3.6 and later, where `authOptions.tokenMethod` has `api-key`. */
    z.strictObject({ apiKey: secret(z.string().min(1)) }),
  ]),
  /** Token of the channel; null: the default channel. */
  channelToken: secret(z.string().min(1)).nullable().default(null),
  /** Rows a page. Vendure refuses more than its `adminListQueryLimit`, 1000 unless it was changed. */
  pageSize: z.int().min(1).max(1_000).default(100),
  /** Milliseconds that Vendure's longest transaction takes: rows may bear the time of its beginning. */
  overlapMs: z.int().min(1_000).default(60_000),
  /** Digits after the point that Vendure's `MoneyStrategy` keeps, of every currency. */
  moneyDigits: z.int().min(0).max(4).default(2),
  fields: OrderFields.prefault({}),
  /** The state of orders in which nothing is sent, which an order process of this shop adds; null: there is none, and nothing can be held. */
  holdState: z.string().min(1).nullable().default(null),
  /** Stock locations by their id in Vendure, which knows no codes and no time zones. */
  sites: z.record(z.string(), z.strictObject({ id: Key.optional(), zone: Zone.optional() })).default({}),
  /** Zone of stock locations that `sites` does not name. */
  zone: Zone.default('UTC'),
  /** Signs webhooks, HMAC-SHA256; null: every webhook is refused. */
  webhookSecret: secret(z.string().min(16)).nullable().default(null),
});
export type VendureConfig = z.output<typeof VendureConfig>;
