import { MS_PER_DAY } from '../../src/providers/index.ts';
import type { LineStory, OrderStory } from './order-story.ts';
import { ifPast, type Say, type SimTime, type Thing } from './thing.ts';

/** The order itself, as an ERP would show it. */
export function orderThing(story: OrderStory): Thing {
  const { id, customer, placedAt, hold, cancelledAt, lines } = story;
  const changes = [
    placedAt,
    ...(hold ? [hold.from, hold.to] : []),
    ...(cancelledAt === null ? lines.flatMap(lineChanges) : [cancelledAt]),
  ];
  return {
    kind: 'order',
    key: id,
    changes,
    at: (time, say) => ({
      id,
      customerId: customer.id,
      placedAt: say(placedAt),
      currency: 'EUR',
      channel: customer.channel,
      shipTo: { country: customer.country },
      cancelled: cancelledAt !== null && cancelledAt <= time,
      holds:
        hold && hold.from <= time && time < hold.to
          ? [{ id: `${id}-H1`, kind: hold.kind, reason: 'simulated', placedAt: say(hold.from) }]
          : [],
      lines: lines.map((line) => lineAt(line, time, { placedAt, say, isCancelled: cancelledAt !== null })),
    }),
  };
}

/** One shipment per line, from the day on which it is confirmed. An order that is cancelled ships nothing. */
export function shipmentThings({ id, cancelledAt, lines }: OrderStory): readonly Thing[] {
  if (cancelledAt !== null) return [];
  return lines.map(({ lineNumber, carrier, quantity, confirmedAt, departedAt, deliveredAt }) => ({
    kind: 'shipment',
    key: `${id}-S${lineNumber}`,
    changes: [confirmedAt, departedAt, deliveredAt],
    at: (time, say) => ({
      id: `${id}-S${lineNumber}`,
      carrierServiceId: carrier.id,
      lines: [{ orderId: id, lineNumber, quantity }],
      confirmedAt: say(confirmedAt),
      departedAt: ifPast(departedAt, time, say),
      etaAt: departedAt <= time ? say(departedAt + carrier.transitDays * MS_PER_DAY) : null,
      deliveredAt: ifPast(deliveredAt, time, say),
    }),
  }));
}

/** Delays that someone noticed: a few of the lines that will be late. */
export function exceptionThings({ id, cancelledAt, lines }: OrderStory): readonly Thing[] {
  const noticed = lines.filter(({ isLate, quantity }) => cancelledAt === null && isLate && quantity % 4 === 0);
  return noticed.map(({ lineNumber, departedAt, deliveredAt }) => {
    const openedAt = departedAt + 0.5 * (deliveredAt - departedAt);
    return {
      kind: 'exception',
      key: `${id}-X${lineNumber}`,
      changes: [openedAt, deliveredAt],
      at: (time, say) => ({
        id: `${id}-X${lineNumber}`,
        type: 'shipment-delay',
        severity: 'medium',
        cause: 'simulated delay on the way',
        orderId: id,
        lineNumbers: [lineNumber],
        openedAt: say(openedAt),
        resolvedAt: ifPast(deliveredAt, time, say),
      }),
    };
  });
}

function lineChanges({ repromise, backorderedAt, allocatedAt }: LineStory): readonly SimTime[] {
  return [...(repromise ? [repromise.at] : []), ...(backorderedAt === null ? [] : [backorderedAt]), allocatedAt];
}

interface LineContext {
  readonly placedAt: SimTime;
  readonly say: Say;
  readonly isCancelled: boolean;
}

function lineAt(line: LineStory, time: SimTime, { placedAt, say, isCancelled }: LineContext): object {
  const { lineNumber, item, carrier, quantity, repromise, backorderedAt, allocatedAt } = line;
  const isAllocated = !isCancelled && allocatedAt <= time;
  const isShort = backorderedAt !== null && backorderedAt <= time && !isAllocated;
  // A promise is so many days from the order, also where the simulated clock runs fast.
  const promised = repromise && repromise.at <= time && !isCancelled ? repromise.promisedAt : line.promisedAt;
  return {
    lineNumber,
    itemId: item.id,
    quantity: { value: quantity, uom: 'EA' },
    value: { amountMinor: quantity * item.priceMinor, currency: 'EUR' },
    siteId: item.site.id,
    supplierId: item.supplier.id,
    carrierServiceId: carrier.id,
    promisedDeliverBy: new Date(Date.parse(say(placedAt)) + promised - placedAt).toISOString(),
    allocated: isAllocated ? quantity : 0,
    backordered: isShort ? Math.ceil(quantity / 2) : 0,
    attributes: { category: item.category, scarcity: Number(item.scarcity.toFixed(3)) },
  };
}
