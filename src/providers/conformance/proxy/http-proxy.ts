import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { listenOnFreePort } from './listen-on-free-port.ts';
import { createStrikes, type FaultProxy, type ProxyFault } from './fault-proxy.ts';

/** Bytes of one piece of a huge answer. */
const PIECE = Buffer.alloc(256 * 1024, 0x20);

export async function openHttpProxy(upstream: URL): Promise<FaultProxy> {
  const strikes = createStrikes();
  let requests = 0;
  let hugeBytes = 0;

  const server = createServer((request, response) => {
    requests += 1;
    response.on('error', () => undefined);
    const fault = strikes.next();
    if (!fault) return forward(upstream, request, response, false);
    request.resume();
    return strikeWith(fault, request, response);
  });

  function strikeWith(fault: ProxyFault, request: IncomingMessage, response: ServerResponse): void {
    switch (fault.kind) {
      case 'answer':
        response
          .writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
          .end(fault.body ?? '');
        return;
      case 'hang':
        return;
      case 'cut':
        request.socket.destroy();
        return;
      case 'cutHalf':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"half":', () => setTimeout(() => response.destroy(), 5));
        return;
      case 'huge':
        return pour(response, fault.bytes);
      case 'loseAnswer':
        return forward(upstream, request, response, true);
    }
  }

  function pour(response: ServerResponse, bytes: number): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    let left = bytes;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= PIECE.length;
        hugeBytes += PIECE.length;
        if (!response.write(PIECE)) return;
      }
      response.end();
    };
    response.on('drain', more);
    more();
  }

  const { port, close } = await listenOnFreePort(server, () => server.closeAllConnections());
  const url = new URL(upstream.href);
  url.protocol = 'http:';
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href.replace(/\/$/, upstream.href.endsWith('/') && upstream.pathname !== '/' ? '/' : ''),
    isHttp: true,
    requests: () => requests,
    hugeBytes: () => hugeBytes,
    strike: strikes.strike,
    clear: strikes.clear,
    close,
  };
}

/** Asks the source itself; with `isLost` its answer ends the connection instead. */
function forward(upstream: URL, request: IncomingMessage, response: ServerResponse, isLost: boolean): void {
  const asked = (upstream.protocol === 'https:' ? requestHttps : requestHttp)(
    {
      protocol: upstream.protocol,
      hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
      port: upstream.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: upstream.host },
      agent: false,
    },
    (answer) => {
      if (isLost) {
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  asked.on('error', () => request.socket.destroy());
  request.pipe(asked);
}
