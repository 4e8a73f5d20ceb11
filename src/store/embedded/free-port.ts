import { createServer } from 'node:net';

/** Below what operating systems give to outgoing connections, so that the port is still ours after a restart. */
const FIRST = 15_432;
const COUNT = 10_000;

/** A port of the loopback interface that nobody listens on now; the preferred one when it is free. */
export async function freePort(preferred: number | null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
