import {
  AppError,
  Instant,
  inventoryIdOf,
  isSignedBy,
  z,
  type ChangeHint,
  type RecordKind,
  type Webhook,
} from '../../src/providers/index.ts';
import type { VendureClient } from './client.ts';
import { shipmentIdOf } from './kinds/shipment.ts';
import { siteIdOf } from './sites.ts';

/** The header that carries the signature: HMAC-SHA256 of the body, hexadecimal. */
export const SIGNATURE_HEADER = 'x-vendure-signature';

const Id = z.coerce.string().min(1);
const names = z.array(Id).max(1000).default([]);

/** What Vendure's plugin sends: names of what changed, never data. */
const Body = z.object({
  /** When it was signed. */
  sentAt: Instant,
  /** Codes. */
  orders: names,
  fulfillments: z
    .array(z.object({ order: z.string(), id: Id }))
    .max(1000)
    .default([]),
  stock: z
    .array(z.object({ sku: z.string(), location: Id }))
    .max(1000)
    .default([]),
  /** Ids. */
  customers: names,
  /** SKUs. */
  items: names,
});

/** `{ "sentAt": "…", "orders": ["T7K2…"] }`, signed. */
export const vendureWebhook: Webhook<VendureClient> = {
  verify: ({ config: { webhookSecret: secret } }, { headers, body }) => {
    const signature = headers[SIGNATURE_HEADER];
    if (!secret || !isSignedBy({ secret, content: body, signature }))
      throw new AppError('FORBIDDEN', `expected a body signed in ${SIGNATURE_HEADER}, came one that is not`);
    return parse(body).sentAt;
  },
  hints: ({ config }, { body }) => {
    const { orders, fulfillments, stock, customers, items } = parse(body);
    const hints: readonly [RecordKind, readonly string[]][] = [
      ['item', items],
      ['customer', customers],
      ['order', orders],
      ['inventory', stock.map(({ sku, location }) => inventoryIdOf(sku, siteIdOf(config, location)))],
      ['shipment', fulfillments.map(({ order, id }) => shipmentIdOf(order, id))],
    ];
    return hints
      .filter(([, keys]) => keys.length > 0)
      .map(([kind, keys]): ChangeHint => ({ kind, keys: [...new Set(keys)] }));
  },
};

function parse(body: Buffer): z.output<typeof Body> {
  const parsed = Body.safeParse(jsonIn(body));
  if (parsed.success) return parsed.data;
  throw new AppError('INPUT_INVALID', 'expected a body such as {"sentAt":"…","orders":["T7K2"]}, came something else');
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
