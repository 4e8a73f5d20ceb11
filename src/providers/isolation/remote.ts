import type { Clock } from '../../domain/time.ts';
import type { Log } from '../../log.ts';
import { messageOf } from '../../errors.ts';
import { ProviderError } from '../provider-error.ts';
import { createAllowance } from './allowance.ts';
import { fromSentError, FromChildSchema, type FromChild, type ToChild } from './messages.ts';
import { startChild, type Child } from './start-child.ts';
import { watchMemory } from './watch-memory.ts';

/** A provider in a process of its own. A call of it that the process does not survive fails as `transient`. */
export interface Remote {
  readonly call: (member: readonly string[], args: readonly unknown[], signal?: AbortSignal) => Promise<unknown>;
  readonly stream: (member: readonly string[], args: readonly unknown[], signal: AbortSignal) => AsyncIterable<unknown>;
  readonly listen: (onHints: (hints: unknown) => void, signal: AbortSignal) => Promise<void>;
  readonly stop: () => void;
}

export interface RemoteOptions {
  readonly start: Extract<ToChild, { op: 'start' }>;
  readonly memoryMb: number;
  readonly now: Clock;
  readonly log: Log;
}

/** Milliseconds for a process to say anything after a call of it was given up: one that says nothing is stuck, and ended. */
const GRACE_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** Milliseconds after which a process has been good: the next pause is short again. */
const GOOD_MS = 60_000;

interface Waiting {
  readonly resolve: (answer: { readonly value: unknown; readonly done: boolean }) => void;
  readonly reject: (error: Error) => void;
  readonly onHints?: (hints: unknown) => void;
}

type Asked = { readonly op: 'call' | 'open'; readonly member: readonly string[]; readonly args: readonly unknown[] };

export function createRemote({ start, memoryMb, now, log }: RemoteOptions): Remote {
  const waiting = new Map<number, Waiting>();
  let child: Child | null = null;
  let lastId = 0;
  let heardAt = 0;
  let startedAt = 0;
  let pauseMs = 0;
  let isStopped = false;

  /** Throws `transient` while a process that ended is left to rest. */
  function running(): Child {
    if (child) return child;
    const left = startedAt + pauseMs - performance.now();
    if (isStopped || left > 0)
      throw new ProviderError('transient', `its process ended and is started again in ${Math.ceil(left)} ms`);
    startedAt = performance.now();
    const isAllowed = createAllowance();
    let why = '';
    const end = (reason: string): void => {
      why ||= `: ${reason}`;
      started.process.kill('SIGKILL');
    };
    const started = startChild(memoryMb, {
      onMessage: (came, bytes) => {
        if (why) return; // what it said before it ended
        const message = FromChildSchema.safeParse(came);
        if (!message.success) return end('it sent what is no message');
        const isAnswer = message.data.op !== 'log' && message.data.op !== 'hints' && waiting.has(message.data.id);
        if (!isAnswer && !isAllowed(bytes)) return end('it says more without being asked than anyone can use');
        take(message.data);
      },
      onBroken: end,
    });
    child = started;
    const stopWatching = watchMemory(started.process, memoryMb, () => end(`it holds more than ${memoryMb} MB`));
    started.process.on('error', () => undefined); // it ends
    started.process.once('exit', (code, signal) => {
      stopWatching();
      ended(started, `its process ended (${signal ?? `exit code ${code}`})${why}`);
    });
    started.channel.send(start);
    return started;
  }

  function ended(one: Child, reason: string): void {
    if (child === one) child = null;
    const livedMs = performance.now() - startedAt;
    pauseMs = livedMs > GOOD_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * pauseMs));
    if (!isStopped)
      log.error({ provider: start.providerId, inMs: pauseMs }, `isolated provider: ${reason}, it is started again`);
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(new ProviderError('transient', reason));
  }

  function take(message: FromChild): void {
    heardAt = performance.now();
    if (message.op === 'log') return log[message.level](message.fields, message.text);
    const asked = waiting.get(message.id);
    if (message.op === 'hints') return hear(message.id, message.hints);
    waiting.delete(message.id);
    if (message.op === 'failure') asked?.reject(fromSentError(message.error));
    else asked?.resolve(message);
  }

  /** Hints that are none end the call that listens. */
  function hear(id: number, hints: unknown): void {
    const listening = waiting.get(id);
    try {
      listening?.onHints?.(hints);
    } catch (error) {
      waiting.delete(id);
      child?.channel.send({ op: 'abort', id } satisfies ToChild);
      listening?.reject(error instanceof Error ? error : new Error(messageOf(error)));
    }
  }

  /** Posts a message and waits for its answer, or for the signal. */
  function ask(id: number, message: ToChild, signal: AbortSignal | undefined, onHints?: (hints: unknown) => void) {
    return new Promise<{ readonly value: unknown; readonly done: boolean }>((resolve, reject) => {
      const to = running();
      const onAbort = (): void => {
        waiting.delete(id);
        giveUp(to, id);
        reject(new ProviderError('transient', 'it was given up'));
      };
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      waiting.set(id, {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        ...(onHints ? { onHints } : {}),
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        to.channel.send(message);
      } catch (error) {
        waiting.get(id)?.reject(error instanceof Error ? error : new Error(messageOf(error)));
        waiting.delete(id);
      }
    });
  }

  /** One that says nothing more, not even to a call that asks for nothing, is stuck. */
  function giveUp(from: Child, id: number): void {
    const askedAt = performance.now();
    from.channel.send({ op: 'abort', id } satisfies ToChild);
    lastId += 1;
    from.channel.send(toAsk(lastId, { op: 'call', member: ['toString'], args: [] }));
    setTimeout(() => {
      if (heardAt < askedAt && from.process.exitCode === null) from.process.kill('SIGKILL');
    }, GRACE_MS).unref();
  }

  function toAsk(id: number, asked: Asked): ToChild {
    return { ...asked, id, at: now() };
  }

  async function* stream(member: readonly string[], args: readonly unknown[], signal: AbortSignal) {
    lastId += 1;
    const id = lastId;
    let answer = await ask(id, toAsk(id, { op: 'open', member, args }), signal);
    try {
      while (!answer.done) {
        yield answer.value;
        answer = await ask(id, { op: 'next', id }, signal);
      }
    } finally {
      if (!answer.done) child?.channel.send({ op: 'abort', id } satisfies ToChild);
    }
  }

  return {
    call: async (member, args, signal) => {
      lastId += 1;
      return (await ask(lastId, toAsk(lastId, { op: 'call', member, args }), signal)).value;
    },
    stream,
    listen: async (onHints, signal) => {
      lastId += 1;
      await ask(lastId, toAsk(lastId, { op: 'call', member: ['listen'], args: [] }), signal, onHints);
    },
    stop: () => {
      isStopped = true;
      child?.process.kill('SIGKILL');
    },
  };
}
