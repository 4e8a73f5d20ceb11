import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** What many clients of one server ask for: client `i` takes the variables at `i % variables.length`. */
export interface CrowdOrder {
  readonly url: string;
  readonly sockets: number;
  readonly query: string;
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  /** Clients that stop reading as soon as they have subscribed. */
  readonly stalled?: number;
}

/** What a crowd heard since it was last asked. Milliseconds from before an event's transaction to its message at a client. */
export interface Heard {
  readonly messages: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Clients in a process of their own, so that what they cost is not taken for the server's. */
export interface Crowd {
  /** Connects and subscribes all, each after the last cursor it was told; milliseconds until the last of them was let in. */
  readonly gather: () => Promise<number>;
  readonly heard: () => Promise<Heard>;
  /** Milliseconds until every client was told of the event with this number. */
  readonly untilAllHeard: (event: number) => Promise<number>;
  /** Milliseconds until any client was told of anything since it came. */
  readonly untilFirst: () => Promise<number>;
  /** Leaves, to come back with `gather`. */
  readonly pause: () => Promise<number>;
  /** Leaves for good. */
  readonly go: () => Promise<void>;
}

export type Asked =
  | { readonly ask: 'gather' }
  | { readonly ask: 'heard' }
  | { readonly ask: 'untilFirst' }
  | { readonly ask: 'pause' }
  | { readonly ask: 'untilAllHeard'; readonly event: number };

/** Starts the process; nobody is connected yet. */
export async function startCrowd(order: CrowdOrder): Promise<Crowd> {
  const child = fork(resolve(import.meta.dirname, 'crowd-process.ts'), [JSON.stringify(order)], {
    execArgv: ['--import', '@swc-node/register/esm-register'],
  });
  await once(child, 'message');
  return {
    gather: () => ask(child, { ask: 'gather' }) as Promise<number>,
    heard: () => ask(child, { ask: 'heard' }) as Promise<Heard>,
    untilAllHeard: (event) => ask(child, { ask: 'untilAllHeard', event }) as Promise<number>,
    untilFirst: () => ask(child, { ask: 'untilFirst' }) as Promise<number>,
    pause: () => ask(child, { ask: 'pause' }) as Promise<number>,
    async go() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function ask(child: ChildProcess, asked: Asked): Promise<unknown> {
  const answered = once(child, 'message');
  child.send(asked);
  const [answer] = (await answered) as [unknown];
  return answer;
}
