import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

/** One order of the example server. Made up. */
export interface ExampleOrder {
  seq: number;
  number: string;
  customer: string;
  placed: string;
  changed: string;
  gone: boolean;
  lines: { no: number; item: string; qty: number }[];
}

export const TOKEN = 'example-token';

/** An Acme system on a free port of this machine. */
export async function startExampleServer(count: number) {
  const orders: ExampleOrder[] = [];
  let seq = 0;

  /** Adds or changes an order; each change gets the next number. */
  function put(number: string, change: Partial<ExampleOrder> = {}): void {
    seq += 1;
    const at = new Date(Date.UTC(2030, 0, 1) + seq * 1000).toISOString();
    const known = orders.find((order) => order.number === number);
    const fresh = { number, customer: 'C-1', placed: at, gone: false, lines: [{ no: 1, item: 'bolt', qty: 5 }] };
    if (known) Object.assign(known, change, { seq, changed: at });
    else orders.push({ ...fresh, ...change, seq, changed: at });
    orders.sort((a, b) => a.seq - b.seq);
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const { numbers } = z.object({ numbers: z.array(z.string()) }).parse(await json(request));
      return { orders: orders.filter(({ number }) => numbers.includes(number)) };
    }
    const after = Number(url.searchParams.get('after') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 100);
    return { orders: orders.filter((order) => order.seq > after).slice(0, limit) };
  }

  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
    else
      answer(request).then(
        (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
        () => response.writeHead(400).end(),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (let number = 1; number <= count; number += 1) put(`SO-${number}`);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    put,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
}
