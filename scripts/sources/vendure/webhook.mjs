import { createHmac } from 'node:crypto';

/**
 * Tells a Promisegraph of what changed: Vendure's event bus to signed HTTP, as `plugins/vendure/webhook.ts` takes it. Only names go out, never data; a word that
 * cannot be delivered is dropped, for the next sweep finds what it spoke of.
 */
export function webhookPlugin(vendure, { url, secret }) {
  class PromisegraphWebhook {
    constructor(bus, connection) {
      this.bus = bus;
      this.connection = connection;
    }

    onApplicationBootstrap() {
      const orders = ({ order }) => (order.orderPlacedAt ? tell({ orders: [order.code] }) : undefined);
      this.hear(vendure.OrderStateTransitionEvent, orders);
      this.hear(vendure.OrderEvent, orders);
      this.hear(vendure.OrderLineEvent, orders);
      this.hear(vendure.FulfillmentEvent, (event) => this.tellOfFulfilment(event.entity.id));
      this.hear(vendure.FulfillmentStateTransitionEvent, (event) => this.tellOfFulfilment(event.fulfillment.id));
      this.hear(vendure.StockMovementEvent, (event) => this.tellOfStock(event.stockMovements));
      this.hear(vendure.CustomerEvent, (event) => tell({ customers: [event.entity.id] }));
      this.hear(vendure.ProductVariantEvent, (event) => tell({ items: event.entity.map(({ sku }) => sku) }));
    }

    /** Subscribers hear of an event once its transaction is committed. */
    hear(Event, handle) {
      this.bus.ofType(Event).subscribe((event) => {
        Promise.resolve(handle(event)).catch((error) => vendure.Logger.warn(`webhook: ${error.message}`));
      });
    }

    async tellOfFulfilment(id) {
      const { orders } = await this.connection.rawConnection
        .getRepository(vendure.Fulfillment)
        .findOneOrFail({ where: { id }, relations: ['orders'] });
      const codes = orders.map(({ code }) => code);
      await tell({ orders: codes, fulfillments: codes.map((order) => ({ order, id })) });
    }

    async tellOfStock(movements) {
      const variants = this.connection.rawConnection.getRepository(vendure.ProductVariant);
      const stock = [];
      for (const { productVariant, stockLocationId } of movements) {
        const { sku } = await variants.findOneByOrFail({ id: productVariant.id });
        stock.push({ sku, location: stockLocationId });
      }
      await tell({ stock });
    }
  }

  async function tell(what) {
    const body = JSON.stringify({ sentAt: new Date().toISOString(), ...what });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-vendure-signature': signature };
    await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) });
  }

  Reflect.defineMetadata('design:paramtypes', [vendure.EventBus, vendure.TransactionalConnection], PromisegraphWebhook);
  vendure.VendurePlugin({ imports: [vendure.PluginCommonModule] })(PromisegraphWebhook);
  return PromisegraphWebhook;
}
