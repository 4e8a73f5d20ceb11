import type { Writable } from 'node:stream';

/** Writes to many streams. */
export interface TurnWriter {
  readonly write: (stream: Writable, bytes: Buffer) => void;
}

/**
 * Joins what is written to a stream while no other event is looked at, so that who catches up gets many messages with one call
 * of the operating system. Nothing waits longer than that.
 */
export function createTurnWriter(): TurnWriter {
  let held: Writable[] = [];

  function flush(): void {
    const streams = held;
    held = [];
    for (const stream of streams) stream.uncork();
  }

  return {
    write(stream, bytes) {
      if (stream.writableCorked === 0) {
        stream.cork();
        if (held.push(stream) === 1) process.nextTick(flush);
      }
      stream.write(bytes);
    },
  };
}
