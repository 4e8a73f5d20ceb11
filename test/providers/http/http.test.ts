import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kindOf, retryAfterMsOf } from '../../../src/providers/provider-error.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { egressOf } from '../../../src/providers/http/egress.ts';
import { retryAfter } from '../../../src/providers/http/status-failure.ts';

/** What the server does next. */
let answer: RequestListener = (_, response) => response.end('{}');
const server = createServer((request, response) => answer(request, response));
let baseUrl = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const { signal } = new AbortController();

function http(
  options: { maxBytes?: number; headers?: Record<string, string> } = {},
  config: unknown = { url: baseUrl },
) {
  return createHttp(egressOf(config))({ baseUrl, ...options });
}

describe('a status', () => {
  it.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'notFound'],
    [410, 'notFound'],
    [409, 'conflict'],
    [412, 'conflict'],
    [428, 'bug'],
    [400, 'rejected'],
    [422, 'rejected'],
    [429, 'rateLimited'],
    [408, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
    [501, 'rejected'],
  ])('%i is %s', async (status, kind) => {
    answer = (_, response) => response.writeHead(status).end('because');

    const failure: unknown = await http()
      .request('/orders', { signal })
      .catch((error: unknown) => error);

    expect(kindOf(failure)).toBe(kind);
    expect(String(failure)).toContain(`GET /api/orders: expected an answer, came status ${status}: because`);
  });

  it('that is an answer for this request is given back', async () => {
    answer = (_, response) => response.writeHead(404).end('none');

    const reply = await http().request('orders', { signal, answers: [404] });

    expect([reply.status, reply.text()]).toEqual([404, 'none']);
  });

  it('says how long to wait, in seconds or by a date', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '2' }).end();

    const failure: unknown = await http()
      .request('orders', { signal })
      .catch((error: unknown) => error);

    expect(retryAfterMsOf(failure)).toBe(2000);
    const now = Date.parse('2030-01-01T00:00:00Z');
    expect(retryAfter('Tue, 01 Jan 2030 00:00:05 GMT', now)).toBe(5000);
    expect(retryAfter('Mon, 31 Dec 2029 00:00:05 GMT', now)).toBe(0);
    expect([retryAfter('soon', now), retryAfter(null, now), retryAfter('', now)]).toEqual([null, null, null]);
  });
});

describe('a request', () => {
  it('carries headers, query and JSON to a path under the base', async () => {
    const came: unknown[] = [];
    answer = (request, response) => {
      request
        .setEncoding('utf8')
        .on('data', (body) => came.push(request.method, request.url, request.headers.token, body));
      request.on('end', () => response.end('{"ref":"7"}'));
    };

    const reply = await http({ headers: { token: 't' } }).request('/orders/1', {
      signal,
      query: { page: 2, skip: undefined },
      json: { release: true },
    });

    expect(came).toEqual(['POST', '/api/orders/1?page=2', 't', '{"release":true}']);
    expect(reply.json(z.object({ ref: z.string() }))).toEqual({ ref: '7' });
  });

  it('that is answered by what is no JSON, or other JSON, has met a bug', async () => {
    answer = (_, response) => response.end('<html>');
    const html = await http().request('orders', { signal });
    answer = (_, response) => response.end('{"ref":7}');
    const other = await http().request('orders', { signal });

    expect(() => html.json(z.unknown())).toThrow(/expected JSON, came something else/);
    expect(() => other.json(z.object({ ref: z.string() }))).toThrow(/ref: expected string, came 7/);
  });

  it('whose connection is cut, before or within the answer, can be tried again', async () => {
    answer = (request) => request.socket.destroy();
    const before: unknown = await http()
      .request('orders', { signal })
      .catch((error: unknown) => error);
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 10);
    };
    const within: unknown = await http()
      .request('orders', { signal })
      .catch((error: unknown) => error);

    expect([kindOf(before), kindOf(within)]).toEqual(['transient', 'transient']);
  });

  it('ends when it is aborted', async () => {
    answer = () => undefined;
    const stop = new AbortController();

    const hanging = http().request('orders', { signal: stop.signal });
    stop.abort(new Error('enough'));

    await expect(hanging).rejects.toThrow('enough');
  });

  it('refuses an answer that is too large, told or not, without reading it all', async () => {
    let written = 0;
    answer = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', more);
      more();
    };
    const untold: unknown = await http({ maxBytes: 100_000 })
      .request('big', { signal })
      .catch((error: unknown) => error);
    answer = (_, response) => response.writeHead(200, { 'content-length': '1073741824' }).write('x');
    const told: unknown = await http()
      .request('big', { signal })
      .catch((error: unknown) => error);

    expect([kindOf(untold), kindOf(told)]).toEqual(['bug', 'bug']);
    expect(written).toBeLessThan(50_000_000);
  });
});

describe('a provider reaches', () => {
  it('no host that its configuration does not name', async () => {
    const failure: unknown = await http({}, { url: 'https://erp.example.com' })
      .request('orders', { signal })
      .catch((error: unknown) => error);

    expect(kindOf(failure)).toBe('config');
    expect(String(failure)).toMatch(/expected a host that the configuration names \(erp\.example\.com\), came 127/);
  });

  it('no other host by a redirect, and a redirect on the same one without credentials elsewhere', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    const away: unknown = await http()
      .request('orders', { signal })
      .catch((error: unknown) => error);
    answer = (request, response) =>
      request.url === '/api/orders'
        ? response.writeHead(302, { location: '/api/v2' }).end()
        : response.end(request.url);
    const near = await http().request('orders', { signal });

    expect(kindOf(away)).toBe('config');
    expect(near.text()).toBe('/api/v2');
  });

  it('nothing by a redirect of what was sent', async () => {
    answer = (_, response) => response.writeHead(307, { location: '/api/v2' }).end();

    const failure: unknown = await http()
      .request('orders', { signal, json: {} })
      .catch((error: unknown) => error);

    expect(kindOf(failure)).toBe('config');
  });

  it('the next page by its whole URL', async () => {
    answer = (request, response) => response.end(request.url);

    const reply = await http().request(`${baseUrl}/orders?skip=2`, { signal });

    expect(reply.text()).toBe('/api/orders?skip=2');
  });
});
