import { headText, parseHead, type AuditEntry } from '../domain/audit.ts';
import { plainLine } from '../domain/redact.ts';
import { AppError } from '../errors.ts';
import { listAudit } from '../operations/list-audit.ts';
import { verifyAudit } from '../operations/verify-audit.ts';
import type { AnswerOptions } from './book-options.ts';
import { createOutput } from './output.ts';
import { abortOnSignal } from './signals.ts';
import { addAnswer, wholeNumber } from './options.ts';
import { withApp } from './with-app.ts';
import type { Command } from 'commander';

/** Adds `promisegraph audit`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('who did what, when and from where');
  addAnswer(
    audit,
    'verify',
    'check that no entry was changed, removed or inserted, and print the head; exit code 1 when one was',
  )
    .option('--head <head>', 'a head that was printed earlier: nothing up to it may be gone or be another')
    .action(verifyAuditCommand);
  addAnswer(audit, 'list', 'list the newest entries')
    .option('--limit <number>', 'entries at most', wholeNumber, 50)
    .option('--actor <id>', 'only what this one did, such as key:a1b2')
    .option('--action <name>', 'only deeds of this name, such as key.revoke')
    .action(listAuditCommand);
}

/** `promisegraph audit verify`: exits with 1 when the log is not what it was. Prints the head, to be kept elsewhere. */
function verifyAuditCommand(options: AnswerOptions & { readonly head?: string }): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const kept = options.head === undefined ? null : parseHead(options.head);
    if (options.head !== undefined && !kept)
      throw new AppError(
        'INPUT_INVALID',
        `--head: expected what audit verify printed, such as 17:9f86d0…, came ${JSON.stringify(options.head)}`,
      );
    const { head, count, faults } = await verifyAudit(deps, kept, abortOnSignal());
    const lines = [
      ...faults.map(({ problem, message }) => `${problem}: ${message}`),
      `${count} entries, ${faults.length === 0 ? 'all as they were written' : `${faults.length} faults`}`,
      `head ${headText(head)}`,
    ];
    createOutput(options).answer({ count, head: headText(head), faults }, lines.join('\n'));
    if (faults.length > 0) process.exitCode = 1;
  });
}

interface ListOptions extends AnswerOptions {
  readonly limit: number;
  readonly actor?: string;
  readonly action?: string;
}

/** `promisegraph audit list`: the newest entries first. */
function listAuditCommand({ limit, actor, action, ...options }: ListOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const { items } = await listAudit(deps, {
      ...(actor === undefined ? {} : { actorId: actor }),
      ...(action === undefined ? {} : { action }),
      first: limit,
      after: null,
    });
    const entries = items.map(({ value }) => value);
    createOutput(options).answer(entries, entries.map(lineOf).join('\n') || 'no entries');
  });
}

function lineOf({ sequence, at, actor, action, target, address, transport }: AuditEntry): string {
  const to = target ? `${target.kind} ${target.id}` : '';
  return plainLine(`${sequence}  ${at}  ${actor.id} (${actor.name})  ${action}  ${to}  ${transport} ${address ?? ''}`);
}
