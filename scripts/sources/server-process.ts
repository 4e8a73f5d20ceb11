import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A source system's server, a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves once it is gone. `SIGKILL` as a machine that fails would; `SIGTERM` to end it in peace. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** File for all that it says. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it answers; asked again and again. A throw is a no. */
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds that it may take; two minutes unless it says otherwise. */
  readonly patienceMs?: number;
}

/** Starts a server and waits until it answers. Throws, with the end of its log, when it does not. */
export async function startServer(given: ServerCommand): Promise<ServerProcess> {
  const { command, args, logFile, isReady, patienceMs = 120_000 } = given;
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    stdio: ['ignore', log, log],
    ...(given.cwd === undefined ? {} : { cwd: given.cwd }),
    env: { ...process.env, ...given.env },
  });
  closeSync(log);
  const failure = once(child, 'error').then(([error]) => String(error));
  const stop = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => end(child, signal);

  for (const until = Date.now() + patienceMs; Date.now() < until; await wait(100)) {
    if (child.pid === undefined) throw new Error(`${command} does not start: ${await failure}`);
    if (hasEnded(child)) throw new Error(`${command} ended before it answered: ${tailOf(logFile)}`);
    if (await isReady().catch(() => false)) return { pid: child.pid, stop };
  }
  await stop('SIGKILL');
  throw new Error(`${command} did not answer within ${patienceMs} ms: ${tailOf(logFile)}`);
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const lastWord = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(lastWord);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function tailOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-2_000);
}
