import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../domain/time.ts';
import type { Log } from '../../log.ts';
import { ProviderError } from '../provider-error.ts';
import { fromSentError, type FromChild, type ToChild } from './messages.ts';
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
  let child: ChildProcess | null = null;
  let lastId = 0;
  let heardAt = 0;
  let startedAt = 0;
  let pauseMs = 0;
  let isStopped = false;

  /** Throws `transient` while a process that ended is left to rest. */
  function process(): ChildProcess {
    if (child) return child;
    const left = startedAt + pauseMs - performance.now();
    if (isStopped || left > 0)
      throw new ProviderError('transient', `its process ended and is started again in ${Math.ceil(left)} ms`);
    startedAt = performance.now();
    const started = forkChild(memoryMb);
    child = started;
    const stopWatching = watchMemory(started, memoryMb, () => started.kill('SIGKILL'));
    started.on('message', (message: FromChild) => take(message));
    started.on('error', () => undefined); // it ends, or a message to it was too late
    started.once('exit', (code, signal) => {
      stopWatching();
      ended(started, `its process ended (${signal ?? `exit code ${code}`})`);
    });
    started.send(start);
    return started;
  }

  function ended(one: ChildProcess, reason: string): void {
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
    if (message.op === 'hints') return asked?.onHints?.(message.hints);
    waiting.delete(message.id);
    if (message.op === 'failure') asked?.reject(fromSentError(message.error));
    else asked?.resolve(message);
  }

  /** Posts a message and waits for its answer, or for the signal. */
  function ask(id: number, message: ToChild, signal: AbortSignal | undefined, onHints?: (hints: unknown) => void) {
    return new Promise<{ readonly value: unknown; readonly done: boolean }>((resolve, reject) => {
      const to = process();
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
      to.send(message, (error) => error && waiting.get(id)?.reject(new ProviderError('transient', error.message)));
    });
  }

  /** One that says nothing more, not even to a call that asks for nothing, is stuck. */
  function giveUp(from: ChildProcess, id: number): void {
    if (!from.connected) return;
    const askedAt = performance.now();
    from.send({ op: 'abort', id } satisfies ToChild, () => undefined);
    lastId += 1;
    from.send(toAsk(lastId, { op: 'call', member: ['toString'], args: [] }), () => undefined);
    setTimeout(() => {
      if (heardAt < askedAt && from.exitCode === null) from.kill('SIGKILL');
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
      if (!answer.done && child?.connected) child.send({ op: 'abort', id } satisfies ToChild, () => undefined);
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
      child?.kill('SIGKILL');
    },
  };
}

/** The program of the child beside this file. It gets no environment of ours: secrets of the platform are not its own. */
function forkChild(memoryMb: number): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(isSource ? './child.ts' : './child.js', import.meta.url));
  // The loader of the sources is found from the folder of the package.
  const loader = isSource ? ['--import', '@swc-node/register/esm-register'] : [];
  const cwd = isSource ? fileURLToPath(new URL('../../..', import.meta.url)) : globalThis.process.cwd();
  return fork(path, [], {
    cwd,
    execArgv: [...loader, `--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
}
