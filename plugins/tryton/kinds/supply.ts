import { startOfDay, z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, Day, idIn, related, STAMP_FIELDS, Stamped } from '../wire.ts';
import { traitsOf, WithId, type Loaded, type TrytonKind } from './kind.ts';

const IncomingRow = Stamped.extend({
  origin: z.string().nullable(),
  state: z.enum(['staging', 'draft', 'assigned', 'done', 'cancelled']),
  quantity: z.number(),
  planned_date: Day.nullable(),
  effective_date: Day.nullable(),
  'product.': related({ code: z.string().nullable() }),
  'uom.': related({ symbol: z.string() }),
  'to_location.': related({ 'warehouse.': related({ code: z.string().nullable() }) }),
});
type IncomingRow = z.output<typeof IncomingRow>;

const FIELDS = [
  ...['origin', 'state', 'quantity', 'planned_date', 'effective_date'],
  ...['product.code', 'uom.symbol', 'to_location.warehouse.code', ...STAMP_FIELDS],
];

const PurchaseLineRow = z.object({
  id: z.int(),
  'purchase.': z.object({
    number: z.string().nullable(),
    purchase_date: Day.nullable(),
    delivery_date: Day.nullable(),
    'party.': related({ code: z.string().nullable() }),
  }),
});
type PurchaseLineRow = z.output<typeof PurchaseLineRow>;

const LINE_FIELDS = ['purchase.number', 'purchase.purchase_date', 'purchase.delivery_date', 'purchase.party.code'];

const INCOMING = [['origin', 'like', 'purchase.line,%']] as const;

/** Goods on their way from suppliers, a record for each of Tryton's moves: when a part arrives, Tryton splits the move. */
export function supplyKind({ overlapMs, zone }: Pick<TrytonConfig, 'overlapMs' | 'zone'>): TrytonKind {
  return {
    traits: traitsOf('purchase number and move', overlapMs, 'records'),
    model: 'stock.move',
    domain: INCOMING,
    beneath: [
      {
        model: 'purchase.purchase',
        domain: [],
        fields: [],
        belongsTo: (client, rows, signal) =>
          movesOf(
            client,
            rows.map(({ id }) => id),
            signal,
          ),
      },
    ],
    load: (client, ids, signal) => loadSupply(client, ids, zone, signal),
    withKeys: (keys) => [...INCOMING, ['id', 'in', keys.flatMap(moveOf)]],
    keyField: null,
  };
}

async function movesOf(
  client: TrytonClient,
  purchases: readonly number[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const domain = [...INCOMING, ['origin.purchase', 'in', purchases, 'purchase.line']];
  const moves = await client.select({ model: 'stock.move', domain, fields: ['id'], signal }, WithId);
  return moves.map(({ id }) => id);
}

async function loadSupply(
  client: TrytonClient,
  ids: readonly number[],
  zone: string,
  signal: AbortSignal,
): Promise<Loaded> {
  const moves = await client.select(
    { model: 'stock.move', domain: [...INCOMING, ['id', 'in', ids]], fields: FIELDS, signal },
    IncomingRow,
  );
  const lineIds = [...new Set(moves.flatMap(({ origin }) => idIn('purchase.line', origin) ?? []))];
  const lines = await client.select(
    { model: 'purchase.line', domain: [['id', 'in', lineIds]], fields: LINE_FIELDS, signal },
    PurchaseLineRow,
  );
  return toSupply(moves, lines, zone);
}

/** Supply records of moves and the purchase lines that they come from. A move that was cancelled is taken back. */
export function toSupply(moves: readonly IncomingRow[], lines: readonly PurchaseLineRow[], zone: string): Loaded {
  const lineOf = new Map(lines.map((line) => [line.id, line['purchase.']]));
  const known = moves.flatMap((move) => {
    const purchase = lineOf.get(idIn('purchase.line', move.origin) ?? 0);
    return purchase ? [{ move, purchase, key: `${purchase.number ?? ''}/${move.id}` }] : [];
  });
  const day = (date: string | null): string | null => (date === null ? null : startOfDay({ date, zone }));
  return {
    deletes: known.filter(({ move }) => move.state === 'cancelled').map(({ key }) => key),
    records: known
      .filter(({ move }) => move.state !== 'cancelled')
      .map(({ move, purchase, key }) => ({
        record: {
          kind: 'supply',
          id: key,
          itemId: move['product.']?.code ?? null,
          siteId: move['to_location.']?.['warehouse.']?.code ?? null,
          supplierId: purchase['party.']?.code ?? null,
          quantity: { value: move.quantity, uom: move['uom.']?.symbol ?? null },
          orderedAt: day(purchase.purchase_date),
          expectedAt: day(move.planned_date ?? purchase.delivery_date),
          receivedAt: move.state === 'done' ? day(move.effective_date) : null,
          changedAt: changedAtOf([move]),
        },
        location: `stock.move ${move.id}`,
      })),
  };
}

/** The move in `<purchase>/<move>`; none in other texts. */
function moveOf(key: string): number[] {
  const id = Number(key.slice(key.lastIndexOf('/') + 1));
  return Number.isInteger(id) && id > 0 ? [id] : [];
}
