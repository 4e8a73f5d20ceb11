import { spawn, type ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../errors.ts';
import { CHANNEL_FD, createChannel, type Channel } from './channel.ts';

/** The process of a provider and the way to it. */
export interface Child {
  readonly process: ChildProcess;
  readonly channel: Channel;
}

/** Starts the program beside this file. It gets no environment of ours: secrets of the platform are not its own. What it prints goes nowhere. */
export function startChild(memoryMb: number, listeners: Parameters<typeof createChannel>[1]): Child {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(isSource ? './child.ts' : './child.js', import.meta.url));
  // The loader of the sources is found from the folder of the package.
  const loader = isSource ? ['--import', '@swc-node/register/esm-register'] : [];
  const cwd = isSource ? fileURLToPath(new URL('../../..', import.meta.url)) : globalThis.process.cwd();
  const child = spawn(process.execPath, [...loader, `--max-old-space-size=${memoryMb}`, path], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: {},
  });
  const pipe = child.stdio[CHANNEL_FD];
  if (!(pipe instanceof Duplex)) throw new AppError('INVARIANT', `expected a pipe to process ${child.pid}, came none`);
  return { process: child, channel: createChannel(pipe, listeners) };
}
