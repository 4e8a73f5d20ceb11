import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import type { WebhookTarget } from '../../../src/domain/webhook.ts';
import { createPostWebhook } from '../../../src/server/outbound/post-webhook.ts';

const SECRET = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;
const MESSAGE = { id: 'c1', body: '{"type":"exception.changed"}' };

let open: Server[] = [];
afterEach(() => {
  for (const server of open) server.close();
  open = [];
});

async function partner(status: number, headers: Record<string, string> = {}) {
  const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(status, headers).end();
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { heard, port: (server.address() as AddressInfo).port };
}

const target = (url: string, allowPrivate: boolean): WebhookTarget => ({
  ...{ id: 'acme', url, secret: SECRET, topics: ['exception'], allowPrivate },
});
const inside = async () => [{ address: '127.0.0.1', family: 4 }];

it('posts what the partner can verify with the package for it', async () => {
  const { heard, port } = await partner(204);

  await createPostWebhook(inside)(target(`http://partner.example:${port}/hooks`, true), MESSAGE);

  const { headers, body } = heard[0] ?? { headers: {}, body: '' };
  expect(headers.host).toBe(`partner.example:${port}`);
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual({ type: 'exception.changed' });
});

it('connects to the address that was checked, whatever the name means the next time', async () => {
  const { heard, port } = await partner(200);
  let asked = 0;
  const rebinding = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];

  await createPostWebhook(rebinding)(target(`http://partner.example:${port}/`, true), MESSAGE);

  expect([asked, heard.length]).toEqual([1, 1]);
});

it.each([
  ['http://127.0.0.1/', inside],
  ['http://[::1]/', inside],
  ['http://metadata.example/', async () => [{ address: '169.254.169.254', family: 4 }]],
  [
    'http://half.example/',
    async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ],
  ],
  ['http://nobody.example/', async () => []],
])('does not post to %s, which stands inside', async (url, resolver) => {
  await expect(createPostWebhook(resolver)(target(url, false), MESSAGE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('does not follow a redirect, and takes it as a refusal', async () => {
  const other = await partner(200);
  const { port } = await partner(302, { location: `http://127.0.0.1:${other.port}/` });

  const posted = createPostWebhook(inside)(target(`http://partner.example:${port}/`, true), MESSAGE);

  await expect(posted).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  expect(other.heard).toEqual([]);
});

it.each([
  ...['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.0.0.1./', 'http://127.1/'],
  ...['http://①②⑦.0.0.1/', 'http://[::ffff:127.0.0.1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/'],
])('does not post to %s, which is this machine in disguise', async (url) => {
  const nobody = async () => Promise.reject(new Error('an address needs no resolver'));

  await expect(createPostWebhook(nobody)(target(url, false), MESSAGE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it.each(['http://169.254.169.254/latest', 'http://[::ffff:a9fe:a9fe]/', 'http://[fd00:ec2::254]/', 'http://0.0.0.0/'])(
  'does not post to %s, whatever the configuration allows',
  async (url) => {
    await expect(createPostWebhook(inside)(target(url, true), MESSAGE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  },
);

it.each([22, 25, 1])('does not post to port %d of anyone outside', async (port) => {
  const outside = async () => [{ address: '8.8.8.8', family: 4 }];

  const posted = createPostWebhook(outside)(target(`http://partner.example:${port}/`, false), MESSAGE);

  await expect(posted).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
