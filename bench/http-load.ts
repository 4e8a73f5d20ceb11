import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What one round of load is given. */
export interface Load {
  readonly url: string;
  readonly body: string;
  /** The `Authorization` header; without it, none. */
  readonly authorization?: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Sends one request after the other on each connection, and answers how many were answered a second. */
async function run({ url, body, authorization, connections, seconds }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1_000;
  let answered = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        await post(agent, url, body, authorization);
        answered += 1;
      }
    }),
  );
  agent.destroy();
  return answered / seconds;
}

function post(agent: Agent, url: string, body: string, authorization: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...(authorization && { authorization }),
    };
    request(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`expected 200, came ${response.statusCode}`));
      response.resume().on('end', resolve).on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}

// A worker gets its load from the thread that starts it, which knows it is one.
parentPort?.postMessage(await run(workerData as Load));
