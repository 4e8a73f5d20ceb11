import fc from 'fast-check';
import type { Decision } from '../../../../plugins/simulator/world/decision.ts';
import type { LineState, OrderState } from '../../../../plugins/simulator/world/state.ts';
import type { World } from '../../../../plugins/simulator/world/world.ts';
import { MS_PER_DAY } from '../../../../src/domain/time.ts';

/** A choice of what to decide, made of numbers only: what they mean depends on the world as it is then. */
export const AnyChoice = fc.record({
  type: fc.constantFrom('release', 'hold', 'give', 'move', 'substitute', 'reschedule', 'reroute', 'note', 'notify'),
  order: fc.nat(),
  line: fc.nat(),
  other: fc.nat(),
  quantity: fc.integer({ min: 0, max: 30 }),
});
export type Choice = typeof AnyChoice extends fc.Arbitrary<infer T> ? T : never;

/** A decision, sensible or not, about things that are in the world: mostly about what is open. */
export function decisionOf(world: World, choice: Choice): Decision {
  const all = [...world.all('order')];
  const open = all.filter(({ lines }) => lines.some((line) => openQuantityOf(line) > 0));
  const orders = choice.other % 8 === 0 || open.length === 0 ? all : open;
  const order = at(orders, choice.order);
  const line = at(order?.lines ?? [], choice.line);
  const where = { orderId: order?.id ?? 'SO-0', lineNumber: line?.lineNumber ?? '1' };
  switch (choice.type) {
    case 'release':
      return release(orders, choice.other, where.orderId);
    case 'hold':
      return { type: 'hold', ...where, kind: 'manual', reason: 'to be looked at' };
    case 'give':
      return give(orders, choice) ?? { type: 'note', orderId: where.orderId, text: 'nobody waits' };
    case 'move':
      return {
        type: 'reallocate',
        ...where,
        quantity: openQuantityOf(line),
        from: { siteId: site(world, choice.other) },
      };
    case 'substitute':
      return { type: 'substitute', ...where, itemId: substitute(world, line, choice.other) };
    case 'reschedule':
      return { type: 'reschedule', ...where, promisedDeliverBy: world.now + (choice.quantity - 3) * MS_PER_DAY };
    case 'reroute':
      return {
        type: 'reroute',
        ...where,
        carrierServiceId: at([...world.all('carrierService')], choice.other)?.id ?? '',
      };
    case 'note':
      return { type: 'note', orderId: where.orderId, text: choice.quantity === 0 ? ' ' : 'called' };
    case 'notify':
      return { type: 'notify', orderId: where.orderId, text: choice.quantity === 0 ? '' : 'it will be late' };
  }
}

export function openQuantityOf(line: LineState | undefined): number {
  return line ? line.backordered + line.allocated + line.picked : 1;
}

/** Counted from the newest: old ones are closed. */
function at<T>(things: readonly T[], index: number): T | undefined {
  return things.length === 0 ? undefined : things[things.length - 1 - (index % things.length)];
}

function release(orders: readonly OrderState[], index: number, otherwise: string): Decision {
  const held = at(
    orders.filter(({ holds }) => holds.length > 0),
    index,
  );
  return { type: 'release', orderId: held?.id ?? otherwise, holdId: held?.holds[0]?.id ?? 'none' };
}

function site(world: World, index: number): string {
  return at([...world.all('site')], index)?.id ?? '';
}

/** Stock for a line that waits, mostly from one of the same item at the same site. */
function give(orders: readonly OrderState[], { line: index, other, quantity }: Choice): Decision | null {
  const lines = orders.flatMap((order) => order.lines);
  const givers = lines.filter(({ allocated }) => allocated > 0);
  const pairs = lines
    .filter(({ backordered }) => backordered > 0)
    .flatMap((to) => givers.filter((from) => isRival(to, from)).map((from) => ({ to, from })));
  const pair = at(pairs, index) ?? { to: at(lines, index), from: at(givers, other) };
  if (!pair.to || !pair.from) return null;
  const [to, from] = [pair.to, pair.from];
  return { type: 'reallocate', ...placeOf(to), quantity: Math.min(quantity, to.backordered + 1), from: placeOf(from) };
}

function isRival(to: LineState, from: LineState): boolean {
  return to !== from && to.itemId === from.itemId && to.siteId === from.siteId;
}

function placeOf({ orderId, lineNumber }: LineState) {
  return { orderId, lineNumber };
}

function substitute(world: World, line: LineState | undefined, index: number): string {
  const item = line && world.get('item', line.itemId);
  return at(item?.substituteIds ?? [], index) ?? 'ITEM-1';
}
