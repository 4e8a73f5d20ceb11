import { connect, createServer, type Socket } from 'node:net';
import { createStrikes, type FaultProxy } from './fault-proxy.ts';
import { listenOnFreePort } from './listen-on-free-port.ts';

/** Well-known ports of what may stand behind a proxy without HTTP. */
const PORTS: Readonly<Record<string, number>> = { 'postgres:': 5432, 'postgresql:': 5432, 'nats:': 4222, 'sftp:': 22 };

/** Passes bytes on. A fault strikes connections that are there and those to come: `hang` passes nothing on, all others cut. */
export async function openTcpProxy(upstream: URL): Promise<FaultProxy> {
  const strikes = createStrikes();
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer((near) => {
    connections += 1;
    const far = connect(Number(upstream.port || PORTS[upstream.protocol]), upstream.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.on('data', (bytes) => {
      if (!strikes.current()) far.write(bytes);
    });
    far.on('data', (bytes) => {
      const fault = strikes.current();
      if (!fault) near.write(bytes);
      else if (fault.kind !== 'hang') near.destroy();
    });
    const fault = strikes.next();
    if (fault && fault.kind !== 'hang') near.destroy();
  });

  const { port, close } = await listenOnFreePort(server, cutAll);
  const url = new URL(upstream.href);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  function cutAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: url.href,
    isHttp: false,
    requests: () => connections,
    hugeBytes: () => 0,
    strike: (fault, times) => {
      strikes.strike(fault, times);
      if (fault.kind !== 'hang') cutAll();
    },
    clear: () => {
      strikes.clear();
      cutAll(); // what was swallowed cannot be brought back
    },
    close,
  };
}
