import { pauseWebhook, replayWebhook } from '../operations/steer-webhook.ts';
import type { AnswerOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';
import { addAnswer } from './options.ts';
import { withApp } from './with-app.ts';
import type { Command } from 'commander';

/** Adds `promisegraph webhooks`. */
export function addWebhooksCommands(program: Command): void {
  const webhooks = program.command('webhooks').description('partners that are told of changes');
  addAnswer(webhooks, 'list', 'list how far each has been told, and what it did not take').action(listWebhooksCommand);
  addAnswer(webhooks, 'pause <id>', 'stop telling a partner').action(pauseWebhookCommand(true));
  addAnswer(webhooks, 'resume <id>', 'go on telling a partner from where it stopped').action(
    pauseWebhookCommand(false),
  );
  addAnswer(webhooks, 'replay <id>', 'tell a partner again all that came after a message')
    .requiredOption('--after <cursor>', 'the webhook-id of that message')
    .action(replayWebhookCommand);
}

/** `promisegraph webhooks list`: how far each partner has been told, and what it did not take. */
function listWebhooksCommand(options: AnswerOptions): Promise<void> {
  return withApp(options, async ({ deps: { store } }, { loaded }) => {
    const found = await Promise.all(
      loaded.config.webhooks.map(async ({ id }) => ({
        id,
        progress: await store.webhookTargets.get(id),
        deadLetters: await store.webhookTargets.deadLetters(id, 50),
      })),
    );
    const lines = found.map(({ id, progress, deadLetters }) => {
      const state = !progress ? 'not begun' : progress.paused ? 'paused' : (progress.lastError ?? 'all taken');
      return `${id}  ${state}  ${deadLetters.length} set aside`;
    });
    createOutput(options).answer(found, lines.join('\n') || 'no webhooks');
  });
}

/** `promisegraph webhooks pause <id>` and `resume <id>`: takes effect with the next message. */
function pauseWebhookCommand(paused: boolean) {
  return (id: string, options: AnswerOptions): Promise<void> =>
    withApp(options, async ({ deps }) => {
      await pauseWebhook(deps, OPERATOR, id, paused);
      createOutput(options).answer({ id, paused }, `${id}  ${paused ? 'paused' : 'goes on'}`);
    });
}

/** `promisegraph webhooks replay <id> --after <cursor>`: tells again all that came after a message. */
function replayWebhookCommand(id: string, options: AnswerOptions & { readonly after: string }): Promise<void> {
  return withApp(options, async ({ deps }) => {
    await replayWebhook(deps, OPERATOR, id, options.after);
    createOutput(options).answer({ id, after: options.after }, `${id}  is told again`);
  });
}
