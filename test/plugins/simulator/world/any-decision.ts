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

/** A decision, sensible or not, about things that are in the world. */
export function decisionOf(world: World, choice: Choice): Decision {
  const orders = [...world.all('order')];
  const order = at(orders, choice.order);
  const line = at(order?.lines ?? [], choice.line);
  const where = { orderId: order?.id ?? 'SO-0', lineNumber: line?.lineNumber ?? '1' };
  switch (choice.type) {
    case 'release':
      return { type: 'release', orderId: where.orderId, holdId: at(heldOrder(orders)?.holds ?? [], 0)?.id ?? 'none' };
    case 'hold':
      return { type: 'hold', ...where, kind: 'manual', reason: 'to be looked at' };
    case 'give':
      return { type: 'reallocate', ...where, quantity: choice.quantity, from: rival(orders, line, choice.other) };
    case 'move':
      return {
        type: 'reallocate',
        ...where,
        quantity: line?.quantity ?? 1,
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

/** Counted from the newest: old ones are closed. */
function at<T>(things: readonly T[], index: number): T | undefined {
  return things.length === 0 ? undefined : things[things.length - 1 - (index % things.length)];
}

function heldOrder(orders: readonly OrderState[]): OrderState | undefined {
  return orders.findLast(({ holds }) => holds.length > 0);
}

function site(world: World, index: number): string {
  return at([...world.all('site')], index)?.id ?? '';
}

/** Mostly a line of the same item at the same site that has stock. */
function rival(orders: readonly OrderState[], line: LineState | undefined, index: number) {
  const lines = orders.flatMap((order) => order.lines).filter(({ allocated }) => allocated > 0);
  const rivals = lines.filter(({ itemId, siteId }) => itemId === line?.itemId && siteId === line.siteId);
  const found = at(rivals.length > 0 ? rivals : lines, index);
  return { orderId: found?.orderId ?? 'SO-0', lineNumber: found?.lineNumber ?? '1' };
}

function substitute(world: World, line: LineState | undefined, index: number): string {
  const item = line && world.get('item', line.itemId);
  return at(item?.substituteIds ?? [], index) ?? 'ITEM-1';
}
