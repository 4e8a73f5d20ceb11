import { constants } from 'node:os';

/** A person or the system asked the command to end. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor(readonly signalName: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signalName}`);
  }

  /** 130 or 143, as shells expect of a program that such a signal ended. */
  get exitCode(): number {
    return 128 + constants.signals[this.signalName];
  }
}

/** A signal that aborts with `Stopped` on Ctrl-C or SIGTERM; a second one ends the process at once. */
export function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const stopped = new Stopped(name);
      if (controller.signal.aborted) process.exit(stopped.exitCode);
      controller.abort(stopped);
    });
  }
  return controller.signal;
}
