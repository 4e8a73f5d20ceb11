import request from 'supertest';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { startServer, stopAll } from './running.ts';

afterEach(stopAll);

test('a webhook gets the body as it came, of whatever type, and is accepted', async () => {
  const taken: { provider: string; body: string; signature: string | undefined }[] = [];
  const { url } = await startServer({
    webhook: async (provider, { headers, body }) =>
      void taken.push({ provider, body: body.toString(), signature: headers['x-signature'] }),
  });

  const json = await request(url)
    .post('/webhooks/erp')
    .type('application/json')
    .set('x-signature', 'abc')
    .send('{"a" : 1');
  const none = await request(url).post('/webhooks/erp');

  expect([json.status, none.status]).toEqual([202, 202]);
  expect(taken).toEqual([
    { provider: 'erp', body: '{"a" : 1', signature: 'abc' },
    { provider: 'erp', body: '', signature: undefined },
  ]);
});

test.each([
  [new AppError('NOT_FOUND', 'no provider secret'), 403, 'a known source has just signed'],
  [new AppError('FORBIDDEN', 'secret is wrong'), 403, 'a known source has just signed'],
  [new AppError('INPUT_INVALID', 'expected JSON'), 400, 'expected JSON'],
  [new AppError('PROVIDER_UNAVAILABLE', 'erp does not answer'), 503, 'erp does not answer'],
  [new AppError('INVARIANT', 'secret'), 500, 'internal error, trace id'],
  [new Error('secret'), 500, 'internal error, trace id'],
])('a webhook that fails with %s is answered with %d', async (error, expected, message) => {
  const { url } = await startServer({ webhook: () => Promise.reject(error) });

  const { status, text } = await request(url).post('/webhooks/x').send({});

  expect(status).toBe(expected);
  expect(text).toContain(message);
  expect(text).not.toContain('secret');
});
