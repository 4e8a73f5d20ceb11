import { AppError, MS_PER_HOUR } from '../../../src/providers/index.ts';
import { weekdayOf } from '../engine/zone-clock.ts';
import { CHANNELS, REGIONS, type Channel, type Region } from './state.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { channelShare, REGION_SHARES } from './build/mix.ts';
import { placeOrder } from './order-entry.ts';
import { homeSite, type Sim } from './sim.ts';
import type { Parameters } from '../parameters/parameters.ts';

/** Share of a day's orders by hour of the day where the customer is. Assumed: people call by day, shops sell into the evening, machines send at night. */
const RHYTHM: Readonly<Record<Channel, readonly number[]>> = {
  field: [0, 0, 0, 0, 0, 1, 3, 8, 11, 12, 11, 9, 7, 9, 9, 8, 6, 4, 2, 0, 0, 0, 0, 0],
  ecommerce: [1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 8, 7, 7, 7, 7, 6, 6, 6, 6, 6, 5, 4, 2, 1],
  edi: [4, 2, 1, 1, 3, 9, 10, 6, 5, 5, 6, 5, 5, 5, 5, 6, 6, 5, 4, 3, 2, 1, 1, 1],
};

/** Orders of an hour, a channel and a region that can be told apart. */
const PLACES = 65_536;

/** Draws the orders of the next hour, each channel and region by its own stream, and plans them. */
export function openDemandHour(sim: Sim): void {
  const { clock, heap, startsAt } = sim;
  const hour = Math.round((clock.now - startsAt) / MS_PER_HOUR);
  for (let flow = 0; flow < CHANNELS.length * REGIONS.length; flow += 1) {
    const { channel, region } = flowOf(flow);
    const subject = (hour * 16 + flow) * PLACES;
    const random = sim.randomness.of(PURPOSE.demandHour, hour, flow);
    const count = random.poisson(meanOrders(sim, channel, region));
    if (count > PLACES) throw tooMany(count);
    for (let place = 0; place < count; place += 1)
      heap.add(clock.now + Math.floor(random.next() * MS_PER_HOUR), EVENT.order, subject + place);
  }
  heap.add(clock.now + MS_PER_HOUR, EVENT.demandHour, 0);
}

function tooMany(count: number): AppError {
  return new AppError(
    'CONFIG_INVALID',
    `linesPerDay times the scale: expected at most ${PLACES} orders an hour by one channel from one region, came ${count}: lower one of them`,
    { count },
  );
}

/** Places an order that was planned: what is in it comes from the stream of its own hour and place. */
export function receiveOrder(sim: Sim, subject: number): void {
  const { channel, region } = flowOf(Math.floor(subject / PLACES) % 16);
  placeOrder(sim, { channel, region, draw: subject });
}

/** How much of an average weekday's demand each day of the week has, Monday first. */
function weekPattern({ mondayRatio, saturdayRatio, sundayRatio }: Parameters): readonly number[] {
  const days = [mondayRatio, 1, 1, 1, 1, saturdayRatio, sundayRatio];
  const mean = days.reduce((sum, day) => sum + day, 0) / 7;
  return days.map((day) => day / mean);
}

function flowOf(flow: number): { readonly channel: Channel; readonly region: Region } {
  return {
    channel: CHANNELS[flow % CHANNELS.length] ?? 'field',
    region: REGIONS[Math.floor(flow / CHANNELS.length)] ?? 'east',
  };
}

function meanOrders(sim: Sim, channel: Channel, region: Region): number {
  const { parameters, scale, clock } = sim;
  const wall = homeSite(sim, { region }).wallClock;
  const hours = RHYTHM[channel];
  const ofHour = (hours[Math.floor(wall.minuteOf(clock.now) / 60)] ?? 0) / hours.reduce((sum, part) => sum + part, 0);
  const ofDay = weekPattern(parameters)[weekdayOf(wall.dayOf(clock.now)) - 1] ?? 1;
  const isSpike = [...sim.ongoing].some((each) => each.type === 'demand-spike' && each.region === region);
  const ordersPerDay = (parameters.linesPerDay * scale) / parameters.linesPerOrder;
  const share = channelShare(parameters, channel) * REGION_SHARES[region];
  return ordersPerDay * share * ofDay * ofHour * (isSpike ? parameters.spikeFactor : 1);
}
