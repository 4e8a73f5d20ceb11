import { ProviderError, z, type CheckReport } from '../../src/providers/index.ts';
import type { VendureClient } from './client.ts';

const Shop = z.object({
  orders: z.object({ totalItems: z.int() }),
  globalSettings: z.object({
    serverConfig: z.object({
      moneyStrategyPrecision: z.int(),
      orderProcess: z.array(z.object({ name: z.string() })),
      entityCustomFields: z.array(
        z.object({ entityName: z.string(), customFields: z.array(z.object({ name: z.string() })) }),
      ),
    }),
  }),
});

const QUERY = `{
  orders(options: { take: 1, filter: { orderPlacedAt: { isNull: false } } }) { totalItems }
  globalSettings { serverConfig {
    moneyStrategyPrecision orderProcess { name }
    entityCustomFields { entityName customFields { ... on CustomField { name } } }
  } }
}`;

/** Reaches the shop once, and compares what the operator said of it with what it says of itself. Throws `config`. */
export async function checkShop({ config, ask }: VendureClient, signal: AbortSignal): Promise<CheckReport> {
  const { orders, globalSettings } = await ask({ what: 'check', query: QUERY, data: Shop }, signal);
  const { moneyStrategyPrecision, orderProcess, entityCustomFields } = globalSettings.serverConfig;

  if (moneyStrategyPrecision !== config.moneyDigits)
    throw new ProviderError('config', `moneyDigits: expected ${moneyStrategyPrecision}, came ${config.moneyDigits}`);

  const states = orderProcess.map(({ name }) => name);
  if (config.holdState !== null && !states.includes(config.holdState))
    throw new ProviderError('config', `holdState: expected one of ${states.join(', ')}, came ${config.holdState}`);

  const known = entityCustomFields.find(({ entityName }) => entityName === 'Order')?.customFields ?? [];
  for (const [field, name] of Object.entries(config.fields)) {
    if (name === null || known.some((customField) => customField.name === name)) continue;
    const names = known.map((customField) => customField.name).join(', ') || 'it has none';
    throw new ProviderError(
      'config',
      `fields.${field}: expected one of the order's custom fields (${names}), came ${name}`,
    );
  }
  return { detail: `Vendure answers, ${orders.totalItems} orders` };
}
