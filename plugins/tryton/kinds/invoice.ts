import { startOfDay, toMoney, z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, Day, Decimal, idIn, related, STAMP_FIELDS, Stamped } from '../wire.ts';
import { groupBy, traitsOf, type Loaded, type TrytonKind } from './kind.ts';

const InvoiceRow = Stamped.extend({
  number: z.string().nullable(),
  invoice_date: Day.nullable(),
  total_amount: Decimal.nullable(),
  'currency.': related({ code: z.string() }),
});
type InvoiceRow = z.output<typeof InvoiceRow>;

const InvoiceLineRow = z.object({ id: z.int(), invoice: z.int(), origin: z.string().nullable() });
type InvoiceLineRow = z.output<typeof InvoiceLineRow>;

const LineOfOrder = z.object({ id: z.int(), 'sale.': z.object({ number: z.string().nullable() }) });
type LineOfOrder = z.output<typeof LineOfOrder>;

/** Invoices to customers for sales, once they are posted: before, they have no number. */
const POSTED = [
  ['type', '=', 'out'],
  ['state', 'in', ['posted', 'paid']],
  ['lines.origin', 'like', 'sale.line,%'],
] as const;

export function invoiceKind({ overlapMs, zone }: Pick<TrytonConfig, 'overlapMs' | 'zone'>): TrytonKind {
  return {
    traits: traitsOf('number', overlapMs),
    model: 'account.invoice',
    domain: POSTED,
    beneath: [],
    load: (client, ids, signal) => loadInvoices(client, ids, zone, signal),
    withKeys: (keys) => [...POSTED, ['number', 'in', keys]],
    keyField: 'number',
  };
}

async function loadInvoices(
  client: TrytonClient,
  ids: readonly number[],
  zone: string,
  signal: AbortSignal,
): Promise<Loaded> {
  const [invoices, lines, sold] = await Promise.all([
    client.select(
      {
        ...{ model: 'account.invoice', domain: [...POSTED, ['id', 'in', ids]], signal },
        fields: ['number', 'invoice_date', 'total_amount', 'currency.code', ...STAMP_FIELDS],
      },
      InvoiceRow,
    ),
    client.select(
      {
        ...{
          model: 'account.invoice.line',
          domain: [
            ['invoice', 'in', ids],
            ['origin', 'like', 'sale.line,%'],
          ],
          signal,
        },
        fields: ['invoice', 'origin'],
      },
      InvoiceLineRow,
    ),
    client.select(
      { model: 'sale.line', domain: [['invoice_lines.invoice', 'in', ids]], fields: ['sale.number'], signal },
      LineOfOrder,
    ),
  ]);
  return toInvoices(invoices, lines, sold, zone);
}

/** Invoice records. One that bills several orders has no single order: the host sets it aside and says so. */
export function toInvoices(
  invoices: readonly InvoiceRow[],
  lines: readonly InvoiceLineRow[],
  sold: readonly LineOfOrder[],
  zone: string,
): Loaded {
  const orderOf = new Map(sold.map((line) => [line.id, line['sale.'].number]));
  const linesOf = groupBy(lines, ({ invoice }) => invoice);
  const records = invoices.map((invoice) => {
    const billed = (linesOf.get(invoice.id) ?? []).map(
      ({ origin }) => orderOf.get(idIn('sale.line', origin) ?? 0) ?? null,
    );
    const [order = null, ...others] = [...new Set(billed)];
    const currency = invoice['currency.']?.code;
    const { id, number, invoice_date: date, total_amount: total } = invoice;
    const record = {
      kind: 'invoice',
      id: number,
      orderId: others.length > 0 ? null : order,
      total: total === null || !currency ? null : toMoney(total, currency),
      issuedAt: date === null ? null : startOfDay({ date, zone }),
      changedAt: changedAtOf([invoice]),
    };
    return { record, location: `account.invoice ${id}` };
  });
  return { records, deletes: [] };
}
