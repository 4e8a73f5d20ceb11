import request from 'supertest';
import { afterEach, expect, test } from 'vitest';
import { startServer, stopAll } from './running.ts';

afterEach(stopAll);

const developmentToken = async (role: string) => `token of a ${role}`;

test('a token to try a role with is had for the asking', async () => {
  const { url } = await startServer({ developmentToken });

  const { status, text, headers } = await request(url).get('/dev/token').query({ role: 'planner' });

  expect([status, text, headers['cache-control']]).toEqual([200, 'token of a planner', 'no-store']);
});

test.each([[{}], [{ role: 'king' }], [{ role: ['planner', 'admin'] }]])('%j names no role', async (query) => {
  const { url } = await startServer({ developmentToken });

  expect((await request(url).get('/dev/token').query(query)).status).toBe(400);
});

test.each([
  ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
  ['under another name', { host: 'evil.example' }],
  ['from a page of elsewhere', { origin: 'https://evil.example' }],
])('nobody gets one %s', async (_, headers) => {
  const { url } = await startServer({ developmentToken });

  expect((await request(url).get('/dev/token').query({ role: 'admin' }).set(headers)).status).toBe(404);
});

test('without a development issuer there is nothing there', async () => {
  const { url } = await startServer();

  expect((await request(url).get('/dev/token').query({ role: 'admin' })).status).toBe(404);
});
