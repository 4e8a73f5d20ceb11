import { endOfDay, startOfDay, toMoney } from '../../../src/providers/index.ts';
import type { Domain, TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, idIn } from '../wire.ts';
import { holdsOf } from './holds.ts';
import { groupBy, idsIn, referencesIn, traitsOf, WithId, type Beneath, type Loaded, type TrytonKind } from './kind.ts';
import {
  selectOrderRows,
  type LineRow,
  type MoveRow,
  type NoteRow,
  type OrderRows,
  type OrderShipmentRow,
  type SaleRow,
} from './order-rows.ts';

/** A sale is an order as soon as it has a number: from its quotation on. */
export function orderKind({ overlapMs, zone }: Pick<TrytonConfig, 'overlapMs' | 'zone'>): TrytonKind {
  return {
    traits: traitsOf('number', overlapMs),
    model: 'sale.sale',
    domain: NUMBERED,
    beneath: [LINES, SHIPMENTS, MOVES],
    load: async (client, ids, signal) => toOrders(await selectOrderRows(client, ids, signal), zone),
    withKeys: (keys) => [['number', 'in', keys]],
    keyField: 'number',
  };
}

const NUMBERED: Domain = [['number', '!=', null]];

const LINES: Beneath = {
  model: 'sale.line',
  domain: [['sale.number', '!=', null]],
  fields: ['sale'],
  belongsTo: (_, rows) => idsIn(rows, 'sale'),
};

const SHIPMENTS: Beneath = {
  model: 'stock.shipment.out',
  domain: [],
  fields: [],
  belongsTo: (client, rows, signal) =>
    salesOf(
      client,
      rows.map(({ id }) => `stock.shipment.out,${id}`),
      signal,
    ),
};

/** When a part of a shipment is reserved, moves are all that changes. */
const MOVES: Beneath = {
  model: 'stock.move',
  domain: [['shipment', 'like', 'stock.shipment.out,%']],
  fields: ['shipment'],
  belongsTo: (client, rows, signal) => salesOf(client, referencesIn(rows, 'shipment'), signal),
};

async function salesOf(
  client: TrytonClient,
  shipments: readonly string[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const domain = [...NUMBERED, ['lines.moves.shipment', 'in', shipments]];
  const sales = await client.select({ model: 'sale.sale', domain, fields: ['id'], signal }, WithId);
  return sales.map(({ id }) => id);
}

/** What belongs to one sale. */
interface Parts {
  readonly lines: readonly LineRow[];
  readonly shipments: readonly OrderShipmentRow[];
  readonly moves: readonly MoveRow[];
  readonly notes: readonly NoteRow[];
}

/** Order records of rows that were read together. What Tryton leaves empty stays null, and the host judges whether that will do. */
export function toOrders(rows: OrderRows, zone: string): Loaded {
  const lines = groupBy(rows.lines, ({ sale }) => sale);
  const saleOfLine = new Map(rows.lines.map(({ id, sale }) => [id, sale]));
  const outgoing = new Map(rows.moves.map((move) => [move.id, idIn('sale.line', move.origin)]));
  const lineOfMove = ({ id, origin }: MoveRow): number | null =>
    outgoing.get(id) ?? outgoing.get(idIn('stock.move', origin) ?? 0) ?? null;
  const saleOfMove = (move: MoveRow): number | null => saleOfLine.get(lineOfMove(move) ?? 0) ?? null;
  const moves = groupBy(rows.moves, saleOfMove);
  const notes = groupBy(rows.notes, ({ resource }) => idIn('sale.sale', resource));
  const shipments = new Map(rows.shipments.map((shipment) => [shipment.id, shipment]));

  const records = rows.sales.map((sale) => {
    const own = moves.get(sale.id) ?? [];
    const shipmentIds = new Set(own.map(({ shipment }) => idIn('stock.shipment.out', shipment)));
    const parts: Parts = {
      lines: lines.get(sale.id) ?? [],
      shipments: [...shipments.values()].filter(({ id }) => shipmentIds.has(id)),
      moves: own,
      notes: notes.get(sale.id) ?? [],
    };
    const movesOfLine = groupBy(own, lineOfMove);
    const toLine = (line: LineRow): object => ({
      ...lineOf(sale, line, rows.companyCurrency),
      ...progressOf(sale, movesOfLine.get(line.id) ?? [], zone),
    });
    return { record: toOrder(sale, parts, zone, toLine), location: `sale.sale ${sale.id}` };
  });
  return { records, deletes: [] };
}

function toOrder(sale: SaleRow, parts: Parts, zone: string, toLine: (line: LineRow) => object): object {
  const address = sale['shipment_address.'];
  const { lines, shipments, moves, notes } = parts;
  const created = changedAtOf([{ ...sale, write_date: null }]);
  return {
    kind: 'order',
    id: sale.number,
    ...(sale.reference && { reference: sale.reference }),
    customerId: sale['party.']?.code ?? null,
    placedAt: sale.sale_date === null ? created : startOfDay({ date: sale.sale_date, zone }),
    currency: sale['currency.']?.code ?? null,
    shipTo: address
      ? {
          country: address['country.']?.code ?? null,
          region: address['subdivision.']?.code ?? null,
          city: address.city,
          postalCode: address.postal_code,
        }
      : null,
    cancelled: sale.state === 'cancelled',
    holds: holdsOf(sale, shipments, notes),
    lines: lines.filter(isOfGoods).map(toLine),
    changedAt: changedAtOf([sale, ...lines, ...shipments, ...moves, ...notes]),
  };
}

/** A line can be a mere text, and a return has a quantity below zero. */
function isOfGoods(line: LineRow): boolean {
  return line['product.'] != null && (line.quantity ?? 0) > 0;
}

function lineOf(sale: SaleRow, line: LineRow, companyCurrency: string): object {
  const { id, quantity, unit_price: price } = line;
  const currency = sale['currency.']?.code;
  const cost = line['product.']?.cost_price ?? null;
  return {
    lineNumber: String(id),
    itemId: line['product.']?.code ?? null,
    quantity: { value: quantity, uom: line['unit.']?.symbol ?? null },
    value: price === null || quantity === null || !currency ? null : toMoney(price * quantity, currency),
    cost: cost === null || quantity === null ? null : toMoney(cost * quantity, companyCurrency),
    siteId: sale['warehouse.']?.code ?? null,
  };
}

/** What is promised and reserved: as the goods' moves say, and before there are moves as the sale says. */
function progressOf(sale: SaleRow, all: readonly MoveRow[], zone: string): object {
  const moves = all.filter(({ state }) => state !== 'cancelled');
  const leaving = moves.filter(({ origin }) => idIn('sale.line', origin) !== null);
  const days = leaving.flatMap(({ planned_date }) => planned_date ?? []).sort();
  const promised = days.at(-1) ?? sale.shipping_date;
  return {
    promisedShipBy: promised === null ? null : endOfDay({ date: promised, zone }),
    allocated: leaving.length === 0 ? null : leaving.reduce((sum, move) => sum + reservedFor(move, moves), 0),
  };
}

/** Goods are brought to the door by moves whose origin is the move that leaves; where there are none, they leave from the shelf. */
function reservedFor(leaving: MoveRow, moves: readonly MoveRow[]): number {
  const bringing = moves.filter(({ origin }) => idIn('stock.move', origin) === leaving.id);
  return (bringing.length > 0 ? bringing : [leaving])
    .filter(({ state }) => state === 'assigned' || state === 'done')
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
