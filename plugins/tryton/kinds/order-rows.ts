import { z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import { Day, Decimal, related, STAMP_FIELDS, Stamped } from '../wire.ts';

const SaleRow = Stamped.extend({
  number: z.string().nullable(),
  reference: z.string().nullish(),
  state: z.enum(['draft', 'quotation', 'confirmed', 'processing', 'done', 'cancelled']),
  sale_date: Day.nullable(),
  shipping_date: Day.nullable(),
  'party.': related({ code: z.string().nullable() }),
  'currency.': related({ code: z.string() }),
  'warehouse.': related({ code: z.string().nullable() }),
  'shipment_address.': related({
    city: z.string().nullable(),
    postal_code: z.string().nullable(),
    'country.': related({ code: z.string().nullable() }),
    'subdivision.': related({ code: z.string().nullable() }),
  }),
});
export type SaleRow = z.output<typeof SaleRow>;

const SALE_FIELDS = [
  ...['number', 'reference', 'state', 'sale_date', 'shipping_date', 'party.code', 'currency.code', 'warehouse.code'],
  ...['shipment_address.city', 'shipment_address.postal_code'],
  ...['shipment_address.country.code', 'shipment_address.subdivision.code'],
];

const LineRow = Stamped.extend({
  sale: z.int(),
  quantity: z.number().nullable(),
  unit_price: Decimal.nullable(),
  'unit.': related({ symbol: z.string() }),
  'product.': related({ code: z.string().nullable(), cost_price: Decimal.nullable() }),
});
export type LineRow = z.output<typeof LineRow>;

const LINE_FIELDS = ['sale', 'quantity', 'unit_price', 'unit.symbol', 'product.code', 'product.cost_price'];

export const ShipmentState = z.enum(['draft', 'waiting', 'assigned', 'picked', 'packed', 'done', 'cancelled']);
export type ShipmentState = z.output<typeof ShipmentState>;

const OrderShipmentRow = Stamped.extend({ number: z.string(), state: ShipmentState });
export type OrderShipmentRow = z.output<typeof OrderShipmentRow>;

const MoveRow = Stamped.extend({
  /** `sale.line,17` of goods that leave; `stock.move,9` of goods that are brought to the door for that move. */
  origin: z.string().nullable(),
  shipment: z.string().nullable(),
  state: z.enum(['staging', 'draft', 'assigned', 'done', 'cancelled']),
  quantity: z.number(),
  planned_date: Day.nullable(),
});
export type MoveRow = z.output<typeof MoveRow>;

const MOVE_FIELDS = ['origin', 'shipment', 'state', 'quantity', 'planned_date'];

const NoteRow = Stamped.extend({ resource: z.string().nullable(), message: z.string().nullable() });
export type NoteRow = z.output<typeof NoteRow>;

/** What `hold` and `release` write on a sale. */
const HOLD_WORDS = ['OR', ['message', 'like', 'Hold (%'], ['message', 'like', 'Released%']] as const;

/** All rows that some orders are made of. */
export interface OrderRows {
  readonly sales: readonly SaleRow[];
  readonly lines: readonly LineRow[];
  readonly shipments: readonly OrderShipmentRow[];
  readonly moves: readonly MoveRow[];
  /** What the actions wrote of their holds. */
  readonly notes: readonly NoteRow[];
  /** Of the company: what goods cost is in it. */
  readonly companyCurrency: string;
}

/** Five calls, whatever the number of orders. */
export async function selectOrderRows(
  client: TrytonClient,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<OrderRows> {
  const [sales, lines, shipments, notes, companyCurrency] = await Promise.all([
    client.select(
      { model: 'sale.sale', domain: [['id', 'in', ids]], fields: [...SALE_FIELDS, ...STAMP_FIELDS], signal },
      SaleRow,
    ),
    client.select(
      {
        model: 'sale.line',
        domain: [
          ['sale', 'in', ids],
          ['type', '=', 'line'],
        ],
        fields: [...LINE_FIELDS, ...STAMP_FIELDS],
        signal,
      },
      LineRow,
    ),
    client.select(
      {
        model: 'stock.shipment.out',
        domain: [['moves.sale', 'in', ids]],
        fields: ['number', 'state', ...STAMP_FIELDS],
        signal,
      },
      OrderShipmentRow,
    ),
    client.select(
      {
        model: 'ir.note',
        domain: [['resource', 'in', ids.map((id) => `sale.sale,${id}`)], HOLD_WORDS],
        fields: ['resource', 'message', ...STAMP_FIELDS],
        signal,
      },
      NoteRow,
    ),
    client.currency(signal),
  ]);
  const moves = await client.select(
    {
      model: 'stock.move',
      domain: [['shipment', 'in', shipments.map(({ id }) => `stock.shipment.out,${id}`)]],
      fields: [...MOVE_FIELDS, ...STAMP_FIELDS],
      signal,
    },
    MoveRow,
  );
  return { sales, lines, shipments, moves, notes, companyCurrency };
}
