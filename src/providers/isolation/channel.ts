import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import { AppError, messageOf } from '../../errors.ts';

/** The file descriptor at which the process of a provider finds its channel. */
export const CHANNEL_FD = 3;
/** Bytes of one message at most: what a process of a provider announces beyond it is not waited for. */
const MAX_MESSAGE_BYTES = 64 * 1024 ** 2;
const HEADER_BYTES = 4;
const TOO_LARGE = `expected messages of at most ${MAX_MESSAGE_BYTES} bytes`;

export interface Channel {
  /** Throws for what cannot be cloned, and `PROVIDER_CONTRACT` for what is too large. A message after the end is dropped. */
  readonly send: (message: unknown) => void;
}

interface ChannelOptions {
  /** With the message and how many bytes it came in. */
  readonly onMessage: (message: unknown, bytes: number) => void;
  /** The other side sent what is no message: nothing after it is read. */
  readonly onBroken: (reason: string) => void;
}

/**
 * Messages over a pipe, each with its length before it. Not that of `fork`, which has no bound: it would keep whatever comes until a
 * message is whole, however long that says that it is.
 */
export function createChannel(pipe: Duplex, { onMessage, onBroken }: ChannelOptions): Channel {
  let parts: Buffer[] = [];
  let heldBytes = 0;
  let wantedBytes = HEADER_BYTES;
  let isHeader = true;
  let isBroken = false;

  pipe.on('error', () => undefined); // the process ended: told by its exit
  pipe.on('data', (chunk: Buffer) => {
    if (isBroken) return;
    parts.push(chunk);
    heldBytes += chunk.length;
    while (!isBroken && heldBytes >= wantedBytes) take();
  });

  function take(): void {
    const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, heldBytes);
    const part = all.subarray(0, wantedBytes);
    parts = [all.subarray(wantedBytes)];
    heldBytes -= part.length;
    isHeader = !isHeader;
    if (isHeader) {
      wantedBytes = HEADER_BYTES;
      return read(part);
    }
    wantedBytes = part.readUInt32BE();
    if (wantedBytes > MAX_MESSAGE_BYTES) broken(`${TOO_LARGE}, came one of ${wantedBytes}`);
  }

  function read(bytes: Buffer): void {
    let message: unknown;
    try {
      message = deserialize(bytes);
    } catch (error) {
      return broken(`expected a message, came what cannot be read (${messageOf(error)})`);
    }
    onMessage(message, bytes.length);
  }

  function broken(reason: string): void {
    isBroken = true;
    parts = [];
    pipe.pause();
    onBroken(reason);
  }

  return {
    send: (message) => {
      const body = serialize(message);
      if (body.length > MAX_MESSAGE_BYTES)
        throw new AppError('PROVIDER_CONTRACT', `${TOO_LARGE}, came one of ${body.length}: give smaller pages`);
      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt32BE(body.length);
      if (!pipe.writable) return;
      pipe.write(header);
      pipe.write(body);
    },
  };
}
