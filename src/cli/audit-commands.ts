import { openApp, type App } from '../app.ts';
import { headText, parseHead, type AuditEntry } from '../domain/audit.ts';
import { plainLine } from '../domain/redact.ts';
import { AppError } from '../errors.ts';
import { listAudit } from '../operations/list-audit.ts';
import { verifyAudit } from '../operations/verify-audit.ts';
import { readBookInput, type BookOptions } from './book-options.ts';
import { createOutput } from './output.ts';
import { abortOnSignal } from './signals.ts';

type AuditOptions = BookOptions & { readonly json?: boolean };

/** `promisegraph audit verify`: exits with 1 when the log is not what it was. Prints the head, to be kept elsewhere. */
export function verifyAuditCommand(options: AuditOptions & { readonly head?: string }): Promise<void> {
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
    createOutput({ json: options.json ?? false }).answer({ count, head: headText(head), faults }, lines.join('\n'));
    if (faults.length > 0) process.exitCode = 1;
  });
}

interface ListOptions extends AuditOptions {
  readonly limit: number;
  readonly actor?: string;
  readonly action?: string;
}

/** `promisegraph audit list`: the newest entries first. */
export function listAuditCommand({ limit, actor, action, ...options }: ListOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const { items } = await listAudit(deps, {
      ...(actor === undefined ? {} : { actorId: actor }),
      ...(action === undefined ? {} : { action }),
      first: limit,
      after: null,
    });
    const entries = items.map(({ value }) => value);
    createOutput({ json: options.json ?? false }).answer(entries, entries.map(lineOf).join('\n') || 'no entries');
  });
}

function lineOf({ sequence, at, actor, action, target, address, transport }: AuditEntry): string {
  const to = target ? `${target.kind} ${target.id}` : '';
  return plainLine(`${sequence}  ${at}  ${actor.id} (${actor.name})  ${action}  ${to}  ${transport} ${address ?? ''}`);
}

async function withApp(options: AuditOptions, work: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp(await readBookInput(options));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
