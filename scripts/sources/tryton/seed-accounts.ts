import { date, decimal, type Rpc } from './rpc.ts';

/** What an order needs before there can be one. */
export interface Accounts {
  readonly company: number;
  readonly currency: number;
  readonly revenue: number;
  readonly expense: number;
}

/** A company with its currency, fiscal years of this year and the next, and a chart of accounts. */
export async function seedAccounts(rpc: Rpc): Promise<Accounts> {
  const [currency = 0] = await rpc.create('currency.currency', [
    {
      ...{ name: 'US Dollar', code: 'USD', symbol: '$', digits: 2, rounding: decimal('0.01') },
      rates: [['create', [{ date: date('2020-01-01'), rate: decimal(1) }]]],
    },
  ]);
  const [party] = await rpc.create('party.party', [{ name: 'Simulated Supply Co' }]);
  const [company = 0] = await rpc.create('company.company', [{ party, currency }]);
  const users = await rpc.search('res.user', [['login', '=', 'admin']]);
  await rpc.call('res.user', 'write', [users, { companies: [['add', [company]]], company }]);
  rpc.signOut(); // the next session works for the company

  const thisYear = new Date().getUTCFullYear();
  for (const year of [thisYear, thisYear + 1]) await seedFiscalYear(rpc, company, year);
  await seedChart(rpc, company);
  const [revenue = 0] = await accountsOf(rpc, company, 'revenue');
  const [expense = 0] = await accountsOf(rpc, company, 'expense');
  return { company, currency, revenue, expense };
}

async function seedFiscalYear(rpc: Rpc, company: number, year: number): Promise<void> {
  const [moveType] = await rpc.search('ir.sequence.type', [['name', '=', 'Account Move']]);
  const [invoiceType] = await rpc.search('ir.sequence.type', [['name', '=', 'Invoice']]);
  const [moves] = await rpc.create('ir.sequence', [{ name: `moves ${year}`, sequence_type: moveType, company }]);
  const [invoices] = await rpc.create('ir.sequence.strict', [
    { name: `invoices ${year}`, sequence_type: invoiceType, company, prefix: `INV${year}-` },
  ]);
  const sequences = {
    ...{ out_invoice_sequence: invoices, in_invoice_sequence: invoices },
    ...{ out_credit_note_sequence: invoices, in_credit_note_sequence: invoices },
  };
  const [fiscalYear = 0] = await rpc.create('account.fiscalyear', [
    {
      ...{ name: String(year), start_date: date(`${year}-01-01`), end_date: date(`${year}-12-31`), company },
      ...{ post_move_sequence: moves, invoice_sequences: [['create', [{ company, ...sequences }]]] },
    },
  ]);
  await rpc.call('account.fiscalyear', 'create_period', [[fiscalYear]]);
}

/** The chart comes from a template, through the wizard that a person would use. */
async function seedChart(rpc: Rpc, company: number): Promise<void> {
  const [row] = await rpc.search('ir.model.data', [
    ['module', '=', 'account'],
    ['fs_id', '=', 'account_template_root_en'],
  ]);
  const [data] = await rpc.read('ir.model.data', [row ?? 0], ['db_id']);
  const wizard = 'account.create_chart';
  const [session] = (await rpc.wizard(wizard, 'create')) as [number];
  await rpc.wizard(wizard, 'execute', [session, {}, 'account']);
  const chosen = { company, account_template: data?.db_id };
  await rpc.wizard(wizard, 'execute', [session, { account: chosen }, 'create_account']);
  const [receivable] = await accountsOf(rpc, company, 'receivable');
  const [payable] = await accountsOf(rpc, company, 'payable');
  const properties = { company, account_receivable: receivable, account_payable: payable };
  await rpc.wizard(wizard, 'execute', [session, { properties }, 'create_properties']);
  await rpc.wizard(wizard, 'delete', [session]);
}

function accountsOf(rpc: Rpc, company: number, type: string): Promise<readonly number[]> {
  return rpc.search('account.account', [
    [`type.${type}`, '=', true],
    ['company', '=', company],
  ]);
}
