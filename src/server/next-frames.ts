import type { AnyResult } from './shared-results.ts';

/** `next` messages of `graphql-transport-ws`, as they go over a socket. */
export interface NextFrames {
  /** The whole WebSocket frames of one operation. What many clients share is put into bytes once; `toText` gives a result as JSON. */
  readonly of: (id: string, toText: (result: AnyResult) => string) => (result: AnyResult) => Buffer;
}

interface Made {
  readonly payload: Buffer;
  /** For the client before: many give their operations the same id. */
  id: string;
  frame: Buffer;
}

export function createNextFrames(): NextFrames {
  const made = new WeakMap<AnyResult, Made>();

  return {
    of(id, toText) {
      const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
      return (result) => {
        const known = made.get(result);
        if (known?.id === id) return known.frame;
        const payload = known?.payload ?? Buffer.from(toText(result));
        const frame = toFrame(head, payload);
        if (known) [known.id, known.frame] = [id, frame];
        else made.set(result, { payload, id, frame });
        return frame;
      };
    },
  };
}

/** An unmasked text frame that is not continued, RFC 6455, section 5.2: a server's. */
function toFrame(head: Buffer, payload: Buffer): Buffer {
  const length = head.length + payload.length + 1;
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = 0x81;
  frame[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(length, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(head, start);
  frame.set(payload, start + head.length);
  frame[frame.length - 1] = 0x7d; // }
  return frame;
}
