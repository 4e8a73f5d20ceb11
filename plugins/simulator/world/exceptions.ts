import { AppError, MS_PER_HOUR } from '../../../src/providers/index.ts';
import { weekdayOf } from '../engine/zone-clock.ts';
import { DESK_HOURS, type Desk, type Worker } from './desks.ts';
import { causeOf, RESOLUTIONS } from './exception-words.ts';
import { numberOf } from './identifiers.ts';
import { liftHold } from './holds.ts';
import { ExceptionCase } from './model/exception-case.ts';
import type { Line } from './model/line.ts';
import type { Order } from './model/order.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { severityOf } from './severity.ts';
import { nextNumber, touch, type Sim } from './sim.ts';
import type { ExceptionType, SimTime } from './state.ts';

/** What an exception is about. */
export interface Opening {
  readonly type: ExceptionType;
  readonly order: Order | null;
  readonly lines: readonly Line[];
  readonly supplyId?: string;
  /** Why, where the world knows; else one of those that are usual takes its turn. */
  readonly cause?: string;
}

/** Opens an exception at the desk that works its kind, and has somebody take it who is free. */
export function openException(sim: Sim, { type, order, lines, supplyId, cause }: Opening): ExceptionCase {
  const number = nextNumber(sim, 'exception');
  const opened = new ExceptionCase(
    number,
    type,
    severityOf(type, lines),
    cause ?? causeOf(type, lines[0]?.key ?? number),
    order,
    lines,
    supplyId ?? null,
    sim.clock.now,
  );
  sim.exceptions.set(number, opened);
  for (const line of lines) line.hadException = true;
  sim.kpi.addOpened(opened);
  touch(sim, 'exception', opened, 1);
  const desk = deskOf(sim, type);
  enqueue(desk, opened);
  assign(sim, desk);
  return opened;
}

/** Somebody at a desk is done with an exception: it is resolved, and the next one is taken. */
export function finishWork(sim: Sim, number: number): void {
  const done = sim.exceptions.get(number);
  if (!done) return;
  const desk = deskOf(sim, done.type);
  const worker = desk.workers.find(({ name }) => name === done.assignedTo);
  if (worker) worker.isBusy = false;
  resolve(sim, done, RESOLUTIONS[done.type]);
  if (!sim.keepClosed) sim.exceptions.delete(number);
  assign(sim, desk);
}

/** Records what was done about an exception, and lifts the hold that it had caused. A second time it does nothing. */
export function resolve(sim: Sim, exception: ExceptionCase, resolution: string): void {
  if (exception.resolvedAt !== null) return;
  exception.resolvedAt = sim.clock.now;
  exception.resolution = resolution;
  const { queue } = deskOf(sim, exception.type);
  if (queue.includes(exception)) queue.splice(queue.indexOf(exception), 1);
  const hold = exception.order?.holds.find(({ behind }) => behind === exception);
  if (exception.order && hold) liftHold(sim, exception.order, hold);
  if (!sim.keepClosed && exception.assignedTo === null) sim.exceptions.delete(exception.number);
  sim.kpi.addResolved(exception);
  touch(sim, 'exception', exception, 3);
}

function deskOf({ desks }: Sim, type: ExceptionType): Desk {
  const desk = desks.find(({ types }) => types.includes(type));
  if (!desk) throw new AppError('INVARIANT', `no desk works exceptions of type ${type}`);
  return desk;
}

/** Most severe first, then oldest. */
function enqueue({ queue }: Desk, exception: ExceptionCase): void {
  const rank = RANKS[exception.severity];
  let place = queue.length;
  while (place > 0 && RANKS[queue[place - 1]?.severity ?? 'critical'] < rank) place -= 1;
  queue.splice(place, 0, exception);
}

const RANKS = { low: 0, medium: 1, high: 2, critical: 3 } as const;

function assign(sim: Sim, desk: Desk): void {
  if (desk.queue.length === 0) return;
  const worker = desk.workers.find(({ isBusy }) => !isBusy);
  const taken = worker && desk.queue.shift();
  if (taken) work(sim, desk, worker, taken);
}

function work(sim: Sim, desk: Desk, worker: Worker, exception: ExceptionCase): void {
  worker.isBusy = true;
  exception.assignedTo = worker.name;
  const hours = sim.randomness.of(PURPOSE.deskWork, drawOf(exception)).spread(desk.meanHours, 1) * worker.pace;
  sim.heap.add(afterDeskHours(sim, sim.clock.now, hours), EVENT.workDone, exception.number);
  touch(sim, 'exception', exception, 2);
}

/** What the work on an exception is drawn for: the thing that it is about, so that other exceptions do not shift it. */
function drawOf({ lines, supplyId, number }: ExceptionCase): number {
  return lines[0]?.key ?? (supplyId === null ? number : (numberOf('supply', supplyId) ?? number));
}

/** The instant at which so many staffed hours have passed. */
function afterDeskHours({ sites }: Sim, from: SimTime, hours: number): SimTime {
  const wall = sites[0]?.wallClock;
  if (!wall) return from;
  let left = hours * MS_PER_HOUR;
  for (let day = wall.dayOf(from); ; day += 1) {
    if (weekdayOf(day) > 5) continue;
    const begin = Math.max(from, wall.instantOf(day, DESK_HOURS.from * 60));
    const end = wall.instantOf(day, DESK_HOURS.until * 60);
    if (end - begin >= left) return Math.round(begin + left);
    left -= Math.max(0, end - begin);
  }
}
