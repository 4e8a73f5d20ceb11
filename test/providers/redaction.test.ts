import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { defineProvider, secret } from '../../src/providers/define-provider.ts';
import type { CheckedPage } from '../../src/providers/host.ts';
import { openHost } from './open-host.ts';

describe('secrets', () => {
  const TOKEN = 's3cr3t/token with "quotes"';
  const PASSWORD = 'hunter2-hunter2';

  const leaky = defineProvider({
    type: 'leaky',
    config: z.object({
      url: z.string(),
      token: secret(z.string()),
      logins: z.array(z.object({ user: z.string(), password: secret(z.string()).optional() })).default([]),
      key: secret(z.object({ pem: z.string() }))
        .nullable()
        .default(null),
    }),
    reads: () => ['order'],
    connect: (config, { log }) => {
      log.warn({ config, nested: { deep: [config.token] } }, `connecting with ${config.token}`);
      return config;
    },
    check: ({ url, token }) => Promise.resolve({ detail: `reached ${url} with ${token}` }),
    async *read({ token, logins }) {
      yield {
        records: [],
        deletes: [],
        cursor: 1,
        unreadable: [{ location: 'here', reason: `no row for ${token}`, payload: {} }],
      };
      const cause = new Error(`GET https://me:${logins[0]?.password}@host/?t=${encodeURIComponent(token)} failed`);
      throw new AppError('PROVIDER_REJECTED', `refused ${token}`, { header: `Bearer ${token}`, logins }, { cause });
    },
    actions: {},
  });

  const settings = {
    id: 'leaky',
    url: 'https://me:word@host/',
    token: TOKEN,
    logins: [{ user: 'me', password: PASSWORD }],
    key: { pem: 'PEM-PEM-PEM' },
  };
  const HIDDEN = [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN).slice(1, -1), PASSWORD, 'PEM-PEM-PEM'];

  function expectHidden(shown: string): void {
    for (const text of HIDDEN) expect(shown).not.toContain(text);
  }

  it('appear in no description, check, log line, row set aside or error, nor in what caused it', async () => {
    const logged: unknown[] = [];
    const keep = (...args: unknown[]): void => void logged.push(args);
    const provider = openHost([leaky(settings)], {}, { debug: keep, info: keep, warn: keep, error: keep }).get('leaky');
    const pages: CheckedPage[] = [];

    const failure = await (async () => {
      for await (const page of provider.read('order', null, new AbortController().signal)) pages.push(page);
      return null;
    })().catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'PROVIDER_REJECTED', message: 'leaky: read order: refused [redacted]' });
    expectHidden(everythingIn(failure));
    expectHidden(JSON.stringify([provider.describe(), await provider.check(), logged, pages]));
    expect(logged.length).toBeGreaterThan(0);
    expect(provider.describe()).toMatchObject({
      token: '[redacted]',
      url: 'https://[redacted]@host/',
      logins: [{ user: 'me', password: '[redacted]' }],
      key: { pem: '[redacted]' },
    });
  });

  it('appear in no complaint about the settings', () => {
    const wrong = { definition: leaky(settings).definition, settings: { ...settings, url: 5, token: TOKEN } };
    const worse = { definition: leaky(settings).definition, settings: { ...settings, key: PASSWORD } };

    for (const configured of [wrong, worse]) {
      try {
        openHost([configured]);
        expect.unreachable();
      } catch (error) {
        expectHidden(everythingIn(error));
      }
    }
  });

  function everythingIn(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const details = error instanceof AppError ? JSON.stringify(error.details) : '';
    return [error.message, error.stack, details, error.cause ? everythingIn(error.cause) : ''].join('\n');
  }
});
