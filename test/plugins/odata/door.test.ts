import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysIn, openService, PASSWORD, readAll, type Answer, type Asked, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const CUSTOMER_ROW = { code: 'C-1', name: 'Made-up', modifiedAt: '2026-01-05T08:00:00.000Z' };
const oauth = () => ({
  signIn: { tokenUrl: `${service.origin}/token`, clientId: 'a client', clientSecret: 'a secret', scope: 'a scope' },
});

/** Gives one customer, unless `fault` answers first. */
function answerAfter(fault: (asked: Asked, count: number) => Answer | null): void {
  let count = 0;
  service.answer((asked) => {
    if (asked.path === '$metadata') return {};
    count += 1;
    return fault(asked, count) ?? { json: { value: asked.query.$filter?.includes('null') ? [] : [CUSTOMER_ROW] } };
  });
}

describe('signing in', () => {
  it.each([
    ['a name and a password', {}, 'authorization', `Basic ${Buffer.from(`clerk:${PASSWORD}`).toString('base64')}`],
    ['a token', { signIn: { token: 'a token' } }, 'authorization', 'Bearer a token'],
    ['a key of the service’s own', { signIn: { header: 'APIKey', value: 'a key' } }, 'apikey', 'a key'],
    ['nothing', { signIn: null }, 'authorization', undefined],
    ['a header beside it', { headers: { 'sap-client': '100' } }, 'sap-client', '100'],
  ])('is by %s', async (_what, settings, header, value) => {
    answerAfter(() => null);

    await readAll(service.open(settings), 'customer');

    expect(service.asked[0]?.headers[header]).toBe(value);
  });

  it('by client credentials asks for a token once, and for a new one when the service no longer knows it', async () => {
    let tokens = 0;
    answerAfter(({ path, headers }) => {
      if (path === '/token') return { json: { access_token: `token ${(tokens += 1)}`, expires_in: '3600' } };
      return headers.authorization === 'Bearer token 1' && tokens === 1 && service.asked.length > 3
        ? { status: 401 }
        : null;
    });
    const provider = service.open(oauth());

    await readAll(provider, 'customer');
    const pages = await readAll(provider, 'customer');

    expect(keysIn(pages)).toEqual(['C-1']);
    expect(tokens).toBe(2);
    expect(service.asked[0]?.json).toBe(
      'grant_type=client_credentials&client_id=a+client&client_secret=a+secret&scope=a+scope',
    );
  });

  it('is told as `auth` when the issuer or the service does not know us', async () => {
    answerAfter(({ path }) => (path === '/token' ? { status: 400, json: { error: 'invalid_client' } } : null));
    await expect(readAll(service.open(oauth()), 'customer')).rejects.toMatchObject({ details: { kind: 'auth' } });

    answerAfter(() => ({ status: 401 }));
    await expect(readAll(service.open(), 'customer')).rejects.toMatchObject({ details: { kind: 'auth' } });
  });
});

describe('a service in trouble', () => {
  it('that asks for patience gets as much as it says', async () => {
    answerAfter((_, count) => (count === 1 ? { status: 429, headers: { 'retry-after': '0.2' } } : null));
    const startedAt = performance.now();

    expect(keysIn(await readAll(service.open(), 'customer'))).toEqual(['C-1']);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(190);
  });

  it.each([
    ['429 without a time', { status: 429 }],
    ['503', { status: 503 }],
    ['a hang', { raw: () => undefined }],
    ['a cut connection', { raw: (response) => void response.destroy() }],
  ] satisfies [string, Answer][])('loses us nothing by %s', async (_what, fault) => {
    answerAfter((_, count) => (count === 1 ? fault : null));

    expect(keysIn(await readAll(service.open({ timeoutMs: 300 }), 'customer'))).toEqual(['C-1']);
  });

  it.each([
    [
      'a giant answer',
      { raw: (response) => void response.writeHead(200, { 'content-length': String(2 ** 30) }).write('{') },
      'bug',
    ],
    ['an answer without rows', { json: { error: { message: 'oops' } } }, 'bug'],
    ['an entity set that is gone', { status: 404 }, 'notFound'],
    ['a filter that it does not take', { status: 400 }, 'rejected'],
  ] satisfies [string, Answer, string][])('fails a read by %s', async (_what, fault, kind) => {
    answerAfter(() => fault);

    await expect(readAll(service.open(), 'customer')).rejects.toMatchObject({ details: { kind } });
  });

  it('that fails to describe itself is asked again', async () => {
    let isFirst = true;
    service.answer(({ path, query }) => {
      const fails = path === '$metadata' && isFirst;
      if (path === '$metadata') isFirst = false;
      if (path === '$metadata') return fails ? { status: 500 } : {};
      return { json: { value: query.$filter?.includes('null') ? [] : [CUSTOMER_ROW] } };
    });

    expect(keysIn(await readAll(service.open(), 'customer'))).toEqual(['C-1']);
  });
});
