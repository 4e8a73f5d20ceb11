import { openApp, type App } from '../app.ts';
import { pauseWebhook, replayWebhook } from '../operations/steer-webhook.ts';
import { readBookInput, type BookOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';

type WebhooksOptions = BookOptions & { readonly json?: boolean };

/** `promisegraph webhooks list`: how far each partner has been told, and what it did not take. */
export function listWebhooksCommand(options: WebhooksOptions): Promise<void> {
  return withApp(options, async ({ deps: { store } }, ids) => {
    const found = await Promise.all(
      ids.map(async (id) => ({
        id,
        progress: await store.webhookTargets.get(id),
        deadLetters: await store.webhookTargets.deadLetters(id, 50),
      })),
    );
    const lines = found.map(({ id, progress, deadLetters }) => {
      const state = !progress ? 'not begun' : progress.paused ? 'paused' : (progress.lastError ?? 'all taken');
      return `${id}  ${state}  ${deadLetters.length} set aside`;
    });
    createOutput({ json: options.json ?? false }).answer(found, lines.join('\n') || 'no webhooks');
  });
}

/** `promisegraph webhooks pause <id>` and `resume <id>`: takes effect with the next message. */
export function pauseWebhookCommand(paused: boolean) {
  return (id: string, options: WebhooksOptions): Promise<void> =>
    withApp(options, async ({ deps }) => {
      await pauseWebhook(deps, OPERATOR, id, paused);
      createOutput({ json: options.json ?? false }).answer({ id, paused }, `${id}  ${paused ? 'paused' : 'goes on'}`);
    });
}

/** `promisegraph webhooks replay <id> --after <cursor>`: tells again all that came after a message. */
export function replayWebhookCommand(id: string, options: WebhooksOptions & { readonly after: string }): Promise<void> {
  return withApp(options, async ({ deps }) => {
    await replayWebhook(deps, OPERATOR, id, options.after);
    createOutput({ json: options.json ?? false }).answer({ id, after: options.after }, `${id}  is told again`);
  });
}

async function withApp(
  options: WebhooksOptions,
  work: (app: App, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const input = await readBookInput(options);
  const app = await openApp(input);
  try {
    await work(
      app,
      input.loaded.config.webhooks.map(({ id }) => id),
    );
  } finally {
    await app.close();
  }
}
