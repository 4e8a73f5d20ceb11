import { date, type Row } from '../../../scripts/sources/tryton/rpc.ts';
import type { TrytonServer } from '../../../scripts/sources/tryton.ts';

/** An order of the seeded Tryton with its one shipment. */
export interface ShippedOrder {
  readonly number: string;
  readonly saleId: number;
  readonly shipmentId: number;
}

/** The order of a customer that waits to be shipped, of the item that it is for. */
export async function orderOf({ rpc }: TrytonServer, item: string): Promise<ShippedOrder> {
  const [lineId = 0] = await rpc.search('sale.line', [
    ['product.code', '=', item],
    ['sale.state', '=', 'processing'],
  ]);
  const [line] = await rpc.read('sale.line', [lineId], ['sale', 'sale.number']);
  const saleId = Number(line?.sale);
  const [shipmentId = 0] = await rpc.search('stock.shipment.out', [['moves.sale', '=', saleId]]);
  return { saleId, shipmentId, number: textIn(line?.['sale.'], 'number') };
}

/** Makes a quotation like another sale, and gives its number. */
export async function quoteLike({ rpc }: TrytonServer, saleId: number): Promise<{ saleId: number; number: string }> {
  const [copy = 0] = (await rpc.call('sale.sale', 'copy', [[saleId]])) as number[];
  await rpc.call('sale.sale', 'quote', [[copy]]);
  const [row] = await rpc.read('sale.sale', [copy], ['number']);
  return { saleId: copy, number: textIn(row, 'number') };
}

/** Puts a shipment where anything may follow: not held, nothing reserved. */
export async function makeWaiting({ rpc }: TrytonServer, shipmentId: number): Promise<void> {
  await rpc.call('stock.shipment.out', 'wait', [[shipmentId]]);
}

export async function planShipment({ rpc }: TrytonServer, shipmentId: number, days: number): Promise<void> {
  await rpc.call('stock.shipment.out', 'write', [[shipmentId], { planned_date: date(days) }]);
}

export async function stateOf({ rpc }: TrytonServer, shipmentId: number): Promise<unknown> {
  const [row] = await rpc.read('stock.shipment.out', [shipmentId], ['state']);
  return row?.state;
}

/** Parties without an address, each with its code. */
export async function addParties({ rpc }: TrytonServer, codes: readonly string[]): Promise<readonly number[]> {
  return rpc.create(
    'party.party',
    codes.map((code) => ({ code, name: `Party ${code}` })),
  );
}

/** A rule that hides one party from everyone. */
export async function hideParty({ rpc }: TrytonServer, code: string): Promise<void> {
  const [model] = await rpc.search('ir.model', [['model', '=', 'party.party']]);
  const rules = [['create', [{ domain: JSON.stringify([['code', '!=', code]]) }]]];
  const all = { perm_read: true, perm_write: false, perm_create: false, perm_delete: false };
  await rpc.create('ir.rule.group', [{ name: `hides ${code}`, model, global_p: true, ...all, rules }]);
}

function textIn(row: unknown, field: string): string {
  const value = (row as Row | undefined)?.[field];
  return typeof value === 'string' ? value : '';
}
