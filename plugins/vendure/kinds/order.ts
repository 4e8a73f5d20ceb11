import { HOLD_KINDS, z, type LineRecord, type OrderRecord } from '../../../src/providers/index.ts';
import type { OrderFields, VendureConfig } from '../config.ts';
import { Id, latest, Time, toAmount } from '../wire.ts';
import { defineKind } from './kind.ts';

/** Carts and drafts are no orders yet; an aggregate repeats the orders of its sellers. */
export const PLACED = { orderPlacedAt: { isNull: false }, type: { notEq: 'Aggregate' } } as const;

const Text = z.string().nullish();

const OrderRow = z.object({
  id: Id,
  code: z.string(),
  state: z.string(),
  orderPlacedAt: Time,
  updatedAt: Time,
  currencyCode: z.string(),
  customer: z.object({ id: Id }).nullable(),
  shippingAddress: z.object({ countryCode: Text, province: Text, city: Text, postalCode: Text }).nullable(),
  shippingLines: z.array(z.object({ shippingMethod: z.object({ code: z.string() }) })),
  lines: z.array(
    z.object({
      id: Id,
      quantity: z.int(),
      orderPlacedQuantity: z.int(),
      proratedLinePrice: z.number(),
      productVariant: z.object({ sku: z.string() }),
    }),
  ),
  history: z.object({ items: z.array(z.object({ createdAt: Time })) }),
  customFields: z.record(z.string(), z.unknown()).nullish(),
});
type OrderRow = z.output<typeof OrderRow>;

/** Orders that were placed, with their lines. */
export const orderKind = defineKind<OrderRow>({
  keyField: 'code',
  list: ['orders', 'OrderListOptions'],
  filter: PLACED,
  filterBy: (keys) => ({ code: { in: keys } }),
  fields: ({ fields }) => `
    code state orderPlacedAt currencyCode
    customer { id }
    shippingAddress { countryCode province city postalCode }
    shippingLines { shippingMethod { code } }
    lines { id quantity orderPlacedQuantity proratedLinePrice productVariant { sku } }
    history(options: { filter: { type: { eq: "ORDER_STATE_TRANSITION" } }, sort: { createdAt: DESC }, take: 1 }) { items { createdAt } }
    ${customFieldsOf(fields)}`,
  row: OrderRow,
  toRecords: (row, config) => [{ key: row.code, record: toOrder(row, config) }],
});

function toOrder(row: OrderRow, config: VendureConfig): z.input<typeof OrderRecord> {
  const stateSince = row.history.items[0]?.createdAt ?? null;
  const { countryCode, province, city, postalCode } = row.shippingAddress ?? {};
  return {
    kind: 'order',
    id: row.code,
    customerId: row.customer?.id ?? '', // refused as a row without a customer
    placedAt: row.orderPlacedAt,
    currency: row.currencyCode,
    shipTo: {
      country: countryCode || null,
      region: province || null,
      city: city || null,
      postalCode: postalCode || null,
    },
    cancelled: row.state === 'Cancelled',
    holds: row.state === config.holdState ? [toHold(row, config.fields, stateSince ?? row.updatedAt)] : [],
    lines: row.lines.map((line) => toLine(line, row, config)),
    changedAt: latest(row.updatedAt, stateSince), // a change of state does not move `updatedAt`
  };
}

function toHold({ state, customFields }: OrderRow, { holdKind, holdReason }: OrderFields, placedAt: string) {
  const kind = HOLD_KINDS.find((known) => known === textIn(customFields, holdKind)) ?? 'manual';
  return { id: state, kind, reason: textIn(customFields, holdReason)?.slice(0, 500) ?? null, placedAt };
}

function toLine(
  { id, quantity, orderPlacedQuantity, proratedLinePrice, productVariant }: OrderRow['lines'][number],
  { currencyCode, shippingLines, customFields }: OrderRow,
  { fields, moneyDigits }: VendureConfig,
): z.input<typeof LineRecord> {
  const isCancelled = quantity === 0;
  return {
    lineNumber: id,
    itemId: productVariant.sku,
    quantity: { value: isCancelled ? orderPlacedQuantity : quantity, uom: 'EA' },
    value: toAmount(proratedLinePrice, currencyCode, moneyDigits),
    carrierServiceId: shippingLines[0]?.shippingMethod.code ?? null,
    requestedDeliverBy: timeIn(customFields, fields.requestedDeliverBy),
    promisedShipBy: timeIn(customFields, fields.promisedShipBy),
    promisedDeliverBy: timeIn(customFields, fields.promisedDeliverBy),
    cancelled: isCancelled,
  };
}

/** The custom fields of an order that are read. */
export function customFieldsOf(fields: OrderFields): string {
  const names = [...new Set(Object.values(fields).filter((name) => name !== null))];
  return names.length > 0 ? `customFields { ${names.join(' ')} }` : '';
}

/** Null when the field is empty, unknown or holds no text. */
function textIn(customFields: OrderRow['customFields'], name: string | null): string | null {
  const value = name === null ? null : customFields?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null when the field is empty, unknown or holds no time. */
export function timeIn(customFields: OrderRow['customFields'], name: string | null): string | null {
  return Time.safeParse(textIn(customFields, name) ?? undefined).data ?? null;
}
