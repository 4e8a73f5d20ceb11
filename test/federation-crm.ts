import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csv } from '../plugins/csv/provider.ts';
import type { ConfiguredProvider } from '../src/providers/index.ts';

/** A customer file as a CRM may export it. */
export interface CrmFolder {
  /** The file as a source called `crm`. */
  readonly provider: () => ConfiguredProvider;
  readonly remove: () => void;
}

const MAPPING = `version: 1
zone: UTC
currency: USD
uom: EA
files:
  customers: { path: customers.csv }
records:
  customer:
    fields: { id: Account, name: Name, tier: Tier }
    attributes: { shopId: Shop }
`;

/** Made-up accounts: each with its id, name, tier and the number of the shop's customer. */
export function crmFolder(
  rows: readonly string[] = ['C-1,Abel Ltd,gold,0017', 'C-2,By telephone,silver,', 'C-3,Moved away,gold,99'],
): CrmFolder {
  const dir = mkdtempSync(join(tmpdir(), 'promisegraph-crm-'));
  writeFileSync(join(dir, 'mapping.yaml'), MAPPING);
  writeFileSync(join(dir, 'customers.csv'), ['Account,Name,Tier,Shop', ...rows, ''].join('\n'));
  const [mapping, from] = [join(dir, 'mapping.yaml'), join(dir, 'customers.csv')];
  return {
    provider: () => csv({ id: 'crm', mapping, from }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
