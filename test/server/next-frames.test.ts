import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createNextFrames } from '../../src/server/next-frames.ts';
import { createTurnWriter } from '../../src/server/turn-writer.ts';

/** A real client, and what writes to the connection under its socket. */
async function connected(): Promise<{ readonly client: WebSocket; readonly send: (bytes: Buffer) => void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  onTestFinished(() => {
    client.terminate();
    server.close();
  });
  const [[, request]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [
    [unknown, IncomingMessage],
    unknown,
  ];
  return { client, send: (bytes) => void request.socket.write(bytes) };
}

test('a frame of any length is read as the message it carries', async () => {
  const frames = createNextFrames();
  const { client, send } = await connected();
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(0, 1, 30, 50, 100, 32_700, 32_800, 100_000),
      async (id, length) => {
        const data = { text: 'ä'.repeat(length) };

        send(frames.of(id, JSON.stringify)({ data }));
        const [read] = (await once(client, 'message')) as [Buffer];

        expect(JSON.parse(read.toString())).toEqual({ id, type: 'next', payload: { data } });
      },
    ),
    { numRuns: 40 },
  );
});

test('a result is put into words once, and clients with one id get the same bytes', () => {
  const frames = createNextFrames();
  const result = { data: { n: 1 } };
  let worded = 0;
  const toText = (one: object): string => {
    worded += 1;
    return JSON.stringify(one);
  };

  const [first, same, other] = ['a', 'a', 'b'].map((id) => frames.of(id, toText)(result));

  expect(same).toBe(first);
  expect(other).not.toEqual(first);
  expect(worded).toBe(1);
});

test('what is written to one stream in one turn goes out with one call, in order, and to others too', async () => {
  const calls: string[] = [];
  const stream = (name: string): Writable =>
    new Writable({
      write: (chunk: Buffer, _, done) => (calls.push(`${name}:${chunk.toString()}`), done()),
      writev: (chunks, done) => (calls.push(`${name}:${chunks.map(({ chunk }) => String(chunk)).join('')}`), done()),
    });
  const [a, b, writer] = [stream('a'), stream('b'), createTurnWriter()];

  for (const text of ['1', '2', '3']) writer.write(a, Buffer.from(text));
  writer.write(b, Buffer.from('4'));
  await turn();
  writer.write(a, Buffer.from('5'));
  await turn();

  expect(calls).toEqual(['a:123', 'b:4', 'a:5']);
});
