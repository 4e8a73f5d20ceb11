import { compareEvents, type DomainEvent, type EventOf } from '../../src/domain/event/event.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR, type Instant } from '../../src/domain/time.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';

export const START: Instant = '2020-01-01T08:00:00.000Z';

export const SETTINGS = ScoringSettings.parse({ route: ['lane'], categories: ['lane'], numbers: ['weight'] });

/** One line that is placed and delivered; every part has a plain default. */
export interface Sketch {
  readonly orderId: string;
  readonly lineNumber?: string;
  readonly placedAt: Instant;
  readonly promisedAt?: Instant | null;
  readonly deliveredAt?: Instant | null;
  readonly lane?: string;
  readonly carrierServiceId?: string;
  readonly itemId?: string;
  readonly weight?: number | null;
}

/** The events of lines, in the order in which they happened. */
export function eventsOf(sketches: readonly Sketch[]): DomainEvent[] {
  return sketches.flatMap((sketch) => [placed(sketch), ...delivered(sketch)]).sort(compareEvents);
}

export function placed({ orderId, lineNumber = '1', placedAt, ...line }: Sketch): EventOf<'order.placed'> {
  const {
    promisedAt = addMs(placedAt, 5 * MS_PER_DAY),
    lane = 'north',
    carrierServiceId = 'slow',
    itemId = 'item',
    weight = 1,
  } = line;
  return {
    ...envelope(`placed/${orderId}/${lineNumber}`, placedAt),
    type: 'order.placed',
    data: {
      header: { id: orderId, customerId: 'customer', placedAt, currency: 'EUR', channel: null, shipTo: null },
      lines: [
        {
          content: {
            lineNumber,
            itemId,
            quantity: { value: 3, uom: 'EA' },
            value: { amountMinor: 1500, currency: 'EUR' },
            cost: null,
            effortMinutes: null,
            siteId: null,
            supplierId: null,
            carrierServiceId,
            requestedDeliverBy: null,
            attributes: { lane, weight },
          },
          promise: { promisedShipBy: null, promisedDeliverBy: promisedAt },
        },
      ],
    },
  };
}

function delivered({ orderId, lineNumber = '1', deliveredAt }: Sketch): EventOf<'shipment.delivered'>[] {
  if (!deliveredAt) return [];
  const data = {
    shipmentId: `S-${orderId}-${lineNumber}`,
    carrierServiceId: null,
    lines: [{ orderId, lineNumber, quantity: null }],
    at: deliveredAt,
  };
  return [{ ...envelope(`delivered/${orderId}/${lineNumber}`, deliveredAt), type: 'shipment.delivered', data }];
}

export function envelope(id: string, time: Instant) {
  return { id, source: 'test', subject: id, time, sequence: null, correlationId: null, causationId: null };
}

/**
 * A book in which the carrier service and the lane decide: the slow carrier to the north is late two times in three, the fast one
 * hardly ever. Placed evenly over 400 days.
 */
export function syntheticBook(lines: number, seed = 1): Sketch[] {
  const random = createRandom(seed);
  return Array.from({ length: lines }, (_, i) => {
    const placedAt = addMs(START, Math.floor((i * 400 * MS_PER_DAY) / lines));
    const carrierServiceId = random() < 0.5 ? 'slow' : 'fast';
    const lane = random() < 0.5 ? 'north' : 'south';
    const meanDays = (carrierServiceId === 'slow' ? 3.5 : 1.5) + (lane === 'north' ? 1.5 : 0);
    const leadHours = Math.round(24 * (meanDays + 2 * random()));
    const orderId = `SO-${Math.floor(i / 2)}`;
    const deliveredAt = addMs(placedAt, leadHours * MS_PER_HOUR);
    return {
      orderId,
      lineNumber: String((i % 2) + 1),
      placedAt,
      deliveredAt,
      lane,
      carrierServiceId,
      itemId: `item-${i % 7}`,
      weight: random(),
    };
  });
}

/** Chunks, as a store replays them. */
export function sourceOf(events: readonly DomainEvent[], chunk = 100) {
  return async function* replay(): AsyncIterable<readonly DomainEvent[]> {
    for (let from = 0; from < events.length; from += chunk) yield events.slice(from, from + chunk);
  };
}

/** A model small enough for a test; its validation may choose by few lines. */
export const TINY = {
  hidden: 8,
  dropout: 0,
  usualRounds: 6,
  maxRounds: 6,
  minRounds: 3,
  patience: 2,
  batchRows: 64,
  learningRate: 0.01,
  leastOfEach: 3,
  leastMishaps: 5,
} as const;
