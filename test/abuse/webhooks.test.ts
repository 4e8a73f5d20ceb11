import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { sign, SIGNATURE_HEADER } from '../../plugins/memory/webhook.ts';
import type { WebhookRequest } from '../../src/providers/define-provider.ts';
import { receiveWebhook } from '../../src/operations/receive-webhook.ts';
import { createHost } from '../../src/providers/create-host.ts';
import { silentLog } from '../../src/log.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { startServer, stopAll } from '../server/running.ts';

const SECRET = 'what both sides know';
const NOW = '2026-03-01T12:00:00.000Z';
const asked: string[] = [];
let url: string;

beforeAll(async () => {
  const providers = createHost(
    [
      memory({ id: 'erp', source: new MemorySource(), webhookSecret: SECRET }),
      memory({ id: 'mute', source: new MemorySource() }),
    ],
    { baseDir: '.', now: () => NOW, log: silentLog },
  );
  const jobs = { add: async (_: string, __: unknown, { key }: { key: string }) => void asked.push(key) };
  const deps = { providers, store: { jobs } } as unknown as Deps; // all that a webhook touches
  const webhook = (id: string, came: WebhookRequest): Promise<void> => receiveWebhook(deps, id, came);
  ({ url } = await startServer({ webhook }));
});
afterAll(stopAll);

const body = (at: string | null = NOW): string => JSON.stringify({ kinds: ['order'], at });

async function post(sent: string, { provider = 'erp', secret = SECRET, signed = sent } = {}) {
  const { status, body: answer } = await request(url)
    .post(`/webhooks/${provider}`)
    .type('application/json')
    .set(SIGNATURE_HEADER, sign(secret, Buffer.from(signed)))
    .send(sent);
  return { status, answer: answer as unknown };
}

describe('a webhook', () => {
  it('that its source has just signed is taken, and one that is sent again changes nothing more', async () => {
    expect([await post(body()), await post(body())]).toMatchObject([{ status: 202 }, { status: 202 }]);
    expect(new Set(asked)).toEqual(new Set(['read-provider/erp']));
  });

  it.each([
    ['with a wrong secret', () => post(body(), { secret: 'a guess' })],
    ['whose body was changed', () => post(body(), { signed: body(null) })],
    ['signed six minutes ago', () => post(body('2026-03-01T11:54:00.000Z'))],
    ['signed six minutes ahead', () => post(body('2026-03-01T12:06:00.000Z'))],
    ['of a source that is not there', () => post(body(), { provider: 'nobody' })],
    ['of a source that takes none', () => post(body(), { provider: 'mute' })],
    ['of a source with a name from elsewhere', () => post(body(), { provider: '..%2f..%2fetc' })],
    ['of a source called __proto__', () => post(body(), { provider: '__proto__' })],
  ])('%s is refused, and all such refusals are alike', async (_, send) => {
    asked.length = 0;

    expect(await send()).toEqual({
      status: 403,
      answer: {
        errors: [
          {
            message: 'expected a request that a known source has just signed, came another',
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      },
    });
    expect(asked).toEqual([]);
  });

  it('without a signature is refused before its body is read', async () => {
    const { status } = await request(url).post('/webhooks/erp').type('application/json').send('{"not json');

    expect(status).toBe(403);
  });

  it('that is signed and makes no sense is the sender’s fault', async () => {
    expect(await post('{"kinds":["no such kind"]}')).toMatchObject({ status: 400 });
    expect(await post('[]')).toMatchObject({ status: 400 });
  });

  it('of more than 1 MiB is not read', async () => {
    expect(await post('x'.repeat(1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });
});
