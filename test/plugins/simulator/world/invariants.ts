import type { LineState } from '../../../../plugins/simulator/world/state.ts';
import type { World } from '../../../../plugins/simulator/world/world.ts';

/** What is wrong with the stock and the lines of a world, one sentence each; empty when all is well. Needs a world that keeps what is closed. */
export function wrongsOf(world: World): readonly string[] {
  const lines = [...world.all('order')].flatMap((order) => order.lines);
  const sums = sumsByPlace(lines);
  return [...wrongStock(world, sums), ...lines.flatMap(wrongLine), ...wrongShipments(world), ...futures(world)];
}

interface Sums {
  allocated: number;
  picked: number;
}

function sumsByPlace(lines: readonly LineState[]): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { itemId, siteId, allocated, picked } of lines) {
    const key = `${itemId}@${siteId}`;
    const sum = sums.get(key) ?? { allocated: 0, picked: 0 };
    sum.allocated += allocated;
    sum.picked += picked;
    sums.set(key, sum);
  }
  return sums;
}

function wrongStock(world: World, sums: ReadonlyMap<string, Sums>): readonly string[] {
  const wrongs: string[] = [];
  for (const { itemId, siteId, onHand, allocated, movements, lots } of world.all('inventory')) {
    const place = `${itemId}@${siteId}`;
    const { initial, received, restocked, adjusted, scrapped, shipped } = movements;
    const came = initial + received + restocked + adjusted - scrapped;
    const sum = sums.get(place) ?? { allocated: 0, picked: 0 };
    if (came !== onHand + sum.picked + shipped)
      wrongs.push(`${place}: ${came} came, ${onHand + sum.picked + shipped} are there or gone`);
    if (allocated !== sum.allocated) wrongs.push(`${place}: ${allocated} allocated, lines have ${sum.allocated}`);
    if (allocated > onHand || onHand < 0 || allocated < 0) wrongs.push(`${place}: ${allocated} allocated of ${onHand}`);
    const inLots = lots.reduce((total, { quantity }) => total + quantity, 0);
    if (lots.length > 0 && inLots !== onHand) wrongs.push(`${place}: ${inLots} in lots, ${onHand} on hand`);
  }
  return wrongs;
}

function wrongLine(line: LineState): readonly string[] {
  const name = `${line.orderId}/${line.lineNumber}`;
  const open = line.backordered + line.allocated + line.picked;
  const wrongs: string[] = [];
  if (Math.min(line.backordered, line.allocated, line.picked, line.shipped) < 0) wrongs.push(`${name}: below zero`);
  if (open + line.shipped > line.quantity) wrongs.push(`${name}: more than ordered`);
  if (!line.cancelled && open === 0 && line.shipped === 0) wrongs.push(`${name}: lost`);
  if (line.promisedDeliverBy < line.firstPromisedDeliverBy) wrongs.push(`${name}: promised earlier than first`);
  return wrongs;
}

/** Every line ships just what its shipments hold, after it was placed. */
function wrongShipments(world: World): readonly string[] {
  const wrongs: string[] = [];
  const shipped = new Map<string, number>();
  for (const shipment of world.all('shipment')) {
    const order = world.get('order', shipment.orderId);
    if (!order || shipment.departedAt < order.placedAt) wrongs.push(`${shipment.id}: left before its order`);
    for (const { lineNumber, quantity } of shipment.lines) {
      const key = `${shipment.orderId}/${lineNumber}`;
      if (quantity < 1) wrongs.push(`${shipment.id}: nothing of ${key}`);
      shipped.set(key, (shipped.get(key) ?? 0) + quantity);
    }
  }
  for (const order of world.all('order'))
    for (const line of order.lines)
      if ((shipped.get(`${order.id}/${line.lineNumber}`) ?? 0) !== line.shipped)
        wrongs.push(`${order.id}/${line.lineNumber}: shipments differ`);
  return wrongs;
}

/** Nothing that is said to have happened lies ahead. */
function futures(world: World): readonly string[] {
  const past = (id: string, ...times: readonly (number | null)[]): readonly string[] =>
    times.some((time) => time !== null && time > world.now) ? [`${id} knows the future`] : [];
  return [
    ...[...world.all('shipment')].flatMap((each) => past(each.id, each.departedAt, each.deliveredAt, each.failedAt)),
    ...[...world.all('supply')].flatMap((each) => past(each.id, each.orderedAt, each.receivedAt)),
    ...[...world.all('exception')].flatMap((each) => past(each.id, each.openedAt, each.resolvedAt)),
    ...[...world.all('condition')].flatMap((each) => past(each.id, each.raisedAt, each.clearedAt)),
    ...[...world.all('invoice')].flatMap((each) => past(each.id, each.issuedAt, each.disputedAt)),
    ...[...world.all('return')].flatMap((each) => past(each.id, each.authorizedAt, each.receivedAt)),
  ];
}
