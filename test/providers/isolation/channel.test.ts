import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAllowance } from '../../../src/providers/isolation/allowance.ts';
import { createChannel } from '../../../src/providers/isolation/channel.ts';
import { FromChildSchema } from '../../../src/providers/isolation/messages.ts';

/** What comes out of a channel whose bytes arrive in pieces of these sizes. */
function received(bytes: Buffer, pieceBytes: number) {
  const [messages, problems]: [unknown[], string[]] = [[], []];
  const pipe = new PassThrough();
  createChannel(pipe, { onMessage: (message) => messages.push(message), onBroken: (why) => problems.push(why) });
  for (let from = 0; from < bytes.length; from += pieceBytes)
    pipe.emit('data', bytes.subarray(from, from + pieceBytes));
  return { messages, problems };
}

function sent(messages: readonly unknown[]): Buffer {
  const pipe = new PassThrough();
  const chunks: Buffer[] = [];
  pipe.write = (chunk: Buffer) => chunks.push(chunk) > 0;
  const channel = createChannel(pipe, { onMessage: () => undefined, onBroken: () => undefined });
  for (const message of messages) channel.send(message);
  return Buffer.concat(chunks);
}

describe('a channel to a process', () => {
  it('gives what was sent, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 64 }), (messages, pieceBytes) => {
        expect(received(sent(messages), pieceBytes)).toEqual({ messages, problems: [] });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['announces more than a message may have', Buffer.from([255, 255, 255, 255, 1, 2, 3]), /at most 67108864 bytes/],
    ['is no message', Buffer.from([0, 0, 0, 2, 7, 7, 0, 0, 0, 2, 7, 7]), /came what cannot be read/],
    ['is empty', Buffer.from([0, 0, 0, 0]), /came what cannot be read/],
  ])('is broken once by what %s', (_what, bytes, why) => {
    const { messages, problems } = received(bytes, 3);

    expect(messages).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(why)]);
  });

  it('does not send what the other side would refuse', () => {
    expect(() => sent([Buffer.alloc(65 * 1024 ** 2)])).toThrow(/give smaller pages/);
  });

  it.each([null, 'ready', { op: 'log', level: 'shout', fields: {}, text: '' }, { op: 'failure', id: 1, error: null }])(
    'takes nothing for a word of the provider that is none: %j',
    (message) => {
      expect(FromChildSchema.safeParse(message).success).toBe(false);
    },
  );
});

it('an allowance is for a second, by number and by bytes', () => {
  let at = 0;
  const isAllowed = createAllowance(() => at);
  const many = Array.from({ length: 5_001 }, () => isAllowed(100));
  at = 1_000;

  expect(many.lastIndexOf(true)).toBe(4_999);
  expect([isAllowed(16 * 1024 ** 2), isAllowed(1)]).toEqual([true, false]);
});
