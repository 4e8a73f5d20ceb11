import type { Admin, Reply } from './admin.ts';

/** What people do in a shop, through Vendure's admin API. */
export interface ShopDeeds {
  /** Places an order that is paid. Ids and code of what there is then. */
  readonly placeOrder: (order: NewOrder) => Promise<PlacedOrder>;
  readonly transition: (orderId: string, state: string) => Promise<void>;
  readonly setOrderFields: (orderId: string, customFields: object) => Promise<void>;
  /** Makes a fulfilment of whole lines; gives its id. */
  readonly fulfil: (order: PlacedOrder) => Promise<string>;
  readonly transitionFulfilment: (id: string, state: string) => Promise<void>;
  readonly cancelOrder: (orderId: string) => Promise<void>;
  /** Cancels pieces of one line. */
  readonly cancelPieces: (order: PlacedOrder, quantity: number) => Promise<void>;
  readonly renameCustomer: (id: string, lastName: string) => Promise<void>;
  /** Makes an item with stock at every location; gives its id. */
  readonly addItem: (item: NewItem) => Promise<string>;
  readonly removeItem: (id: string) => Promise<void>;
  readonly setStock: (itemId: string, locationId: string, stockOnHand: number) => Promise<void>;
}

export interface NewItem {
  readonly sku: string;
  readonly name: string;
  /** In minor units. */
  readonly price: number;
  /** On hand, by location. */
  readonly stock: Readonly<Record<string, number>>;
}

export interface NewOrder {
  readonly customerId: string;
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly customFields?: object;
}

export interface PlacedOrder {
  readonly id: string;
  readonly code: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}

const ERROR = '... on ErrorResult { errorCode message }';
const ADDRESS = { fullName: 'Made Up', streetLine1: '1 Main St', city: 'Chicago', province: 'IL', postalCode: '60601' };
const HANDLER = {
  code: 'manual-fulfillment',
  arguments: [
    { name: 'method', value: 'UPS' },
    { name: 'trackingCode', value: '1Z999' },
  ],
};

export function createShopDeeds({ ask }: Pick<Admin, 'ask'>): ShopDeeds {
  async function placeOrder({ customerId, lines, customFields = {} }: NewOrder): Promise<PlacedOrder> {
    const id = idIn(await ask('mutation { createDraftOrder { id } }'));
    for (const { itemId, quantity } of lines)
      await ask(
        `mutation ($o: ID!, $i: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $o, input: $i) { ${ERROR} } }`,
        { o: id, i: { productVariantId: itemId, quantity } },
      );
    const { methods } = await ask(
      `mutation ($o: ID!, $c: ID!, $a: CreateAddressInput!, $f: UpdateOrderInput!) {
        setCustomerForDraftOrder(orderId: $o, customerId: $c) { ${ERROR} }
        setDraftOrderShippingAddress(orderId: $o, input: $a) { id }
        setDraftOrderCustomFields(orderId: $o, input: $f) { id }
      }`,
      { o: id, c: customerId, a: { ...ADDRESS, countryCode: 'US' }, f: { id, customFields } },
    ).then(() =>
      ask('query ($o: ID!) { methods: eligibleShippingMethodsForDraftOrder(orderId: $o) { id } }', { o: id }),
    );
    const placed = await ask(
      `mutation ($o: ID!, $m: ID!, $i: ManualPaymentInput!) {
        setDraftOrderShippingMethod(orderId: $o, shippingMethodId: $m) { ${ERROR} }
        transitionOrderToState(id: $o, state: "ArrangingPayment") { ${ERROR} }
        placed: addManualPaymentToOrder(input: $i) { ${ERROR} ... on Order { id code lines { id quantity } } }
      }`,
      { o: id, m: (methods as { id: string }[])[0]?.id, i: { orderId: id, method: 'standard-payment', metadata: {} } },
    );
    return placed.placed as PlacedOrder;
  }

  return {
    placeOrder,
    transition: async (orderId, state) => {
      const query = `mutation ($o: ID!, $s: String!) { transitionOrderToState(id: $o, state: $s) { ${ERROR} } }`;
      await ask(query, { o: orderId, s: state });
    },
    setOrderFields: async (id, customFields) => {
      await ask('mutation ($i: UpdateOrderInput!) { setOrderCustomFields(input: $i) { id } }', {
        i: { id, customFields },
      });
    },
    fulfil: async ({ lines }) => {
      const query = `mutation ($i: FulfillOrderInput!) { addFulfillmentToOrder(input: $i) { ${ERROR} ... on Fulfillment { id } } }`;
      const given = lines.map(({ id, quantity }) => ({ orderLineId: id, quantity }));
      return idIn(await ask(query, { i: { lines: given, handler: HANDLER } }));
    },
    transitionFulfilment: async (id, state) => {
      await ask(`mutation ($f: ID!, $s: String!) { transitionFulfillmentToState(id: $f, state: $s) { ${ERROR} } }`, {
        f: id,
        s: state,
      });
    },
    cancelOrder: async (orderId) => {
      await ask(`mutation ($i: CancelOrderInput!) { cancelOrder(input: $i) { ${ERROR} } }`, { i: { orderId } });
    },
    cancelPieces: async ({ id, lines }, quantity) => {
      const given = lines.slice(0, 1).map((line) => ({ orderLineId: line.id, quantity }));
      await ask(`mutation ($i: CancelOrderInput!) { cancelOrder(input: $i) { ${ERROR} } }`, {
        i: { orderId: id, lines: given },
      });
    },
    renameCustomer: async (id, lastName) => {
      const query = `mutation ($i: UpdateCustomerInput!) { updateCustomer(input: $i) { ${ERROR} } }`;
      await ask(query, { i: { id, lastName } });
    },
    addItem: async ({ sku, name, price, stock }) => {
      const translations = [{ languageCode: 'en', name, slug: sku, description: '' }];
      const productId = idIn(
        await ask('mutation ($i: CreateProductInput!) { createProduct(input: $i) { id } }', { i: { translations } }),
      );
      const { made } = await ask(
        'mutation ($i: [CreateProductVariantInput!]!) { made: createProductVariants(input: $i) { id } }',
        {
          i: [
            {
              ...{ productId, sku, price, trackInventory: 'TRUE', optionIds: [] },
              translations: [{ languageCode: 'en', name }],
              stockLevels: Object.entries(stock).map(([stockLocationId, stockOnHand]) => ({
                stockLocationId,
                stockOnHand,
              })),
            },
          ],
        },
      );
      return (made as { id: string }[])[0]?.id ?? '';
    },
    removeItem: async (id) => {
      await ask('mutation ($id: ID!) { deleteProductVariant(id: $id) { result } }', { id });
    },
    setStock: async (id, stockLocationId, stockOnHand) => {
      const given = { id, stockLevels: [{ stockLocationId, stockOnHand }] };
      await ask('mutation ($i: [UpdateProductVariantInput!]!) { updateProductVariants(input: $i) { id } }', {
        i: [given],
      });
    },
  };
}

/** The id of the one thing that an answer speaks of. */
export function idIn(reply: Reply): string {
  const [made] = Object.values(reply) as { id?: string }[];
  if (!made?.id) throw new Error(`expected an id, came ${JSON.stringify(reply).slice(0, 300)}`);
  return made.id;
}
