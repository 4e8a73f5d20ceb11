import type { Admin } from './admin.ts';
import { createShopDeeds, idIn } from './deeds.ts';

/** Token of a channel in which nothing is. */
export const EMPTY_CHANNEL = 'empty-channel';

/** A second stock location, six items, five customers and nine orders, all made up. */
export async function seed({ ask }: Admin): Promise<void> {
  const deeds = createShopDeeds({ ask });
  const reno = idIn(await ask('mutation { createStockLocation(input: { name: "Reno DC" }) { id } }'));
  const items: string[] = [];
  for (const [at, name] of ['Bolt', 'Bracket', 'Cable', 'Drill', 'Fan', 'Hinge'].entries())
    items.push(
      await deeds.addItem({ sku: `SKU-${at + 1}`, name, price: 250 * (at + 1), stock: { 1: 100, [reno]: 40 } }),
    );

  const customers: string[] = [];
  for (const lastName of ['Abel', 'Baker', 'Clark', 'Davis', 'Evans']) {
    const given = { firstName: 'Made-up', lastName, emailAddress: `${lastName.toLowerCase()}@example.com` };
    const create = 'mutation ($i: CreateCustomerInput!) { createCustomer(input: $i) { ... on Customer { id } } }';
    customers.push(idIn(await ask(create, { i: given })));
  }

  for (let at = 0; at < 9; at += 1) {
    const lines = [0, 1].map((more) => ({ itemId: items[(at + more) % items.length] ?? '', quantity: 2 + more }));
    const placed = await deeds.placeOrder({
      ...{ customerId: customers[at % customers.length] ?? '', lines },
      customFields: { promisedShipBy: daysAhead(at + 1), promisedDeliverBy: daysAhead(at + 4) },
    });
    if (at === 7) await deeds.cancelOrder(placed.id);
    if (at === 8) await deeds.transitionFulfilment(await deeds.fulfil(placed), 'Shipped');
  }
  await ask(
    `mutation ($i: CreateChannelInput!) { createChannel(input: $i) { ... on Channel { id } ... on ErrorResult { errorCode message } } }`,
    {
      i: {
        ...{ code: EMPTY_CHANNEL, token: EMPTY_CHANNEL, defaultLanguageCode: 'en', defaultCurrencyCode: 'USD' },
        ...{ pricesIncludeTax: false, defaultTaxZoneId: '1', defaultShippingZoneId: '1' },
      },
    },
  );
}

/** Of a fixed day, so that the seeded file does not depend on when it was built. */
function daysAhead(days: number): string {
  return new Date(Date.UTC(2031, 0, 6) + days * 86_400_000).toISOString();
}
