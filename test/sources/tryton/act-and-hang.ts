/**
 * A program that is killed in the middle of a write-back: `node act-and-hang.ts <options of the provider as JSON> <deed as JSON>`. It asks
 * Tryton through the proxy that the options name, and waits for an answer.
 */
import { tryton } from '../../../plugins/index.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';

const [options = '', deed = ''] = process.argv.slice(2);
const settings = JSON.parse(options) as Parameters<typeof tryton>[0];
const { action, input, idempotencyKey } = JSON.parse(deed) as Record<'action' | 'idempotencyKey', string> & {
  input: unknown;
};
const host = createHost([tryton(settings)], { baseDir: '.', now: () => new Date().toISOString(), log: silentLog });
await host.all[0]?.act(action, input, { idempotencyKey });
