import { whyRefused, withoutHash, type ApiKey, type KeyRefusal, type KeyWish } from '../domain/api-key.ts';
import { plainLine } from '../domain/redact.ts';
import { addMs, MS_PER_DAY } from '../domain/time.ts';
import { KEY_SCOPES, ROLES } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { createKey, type IssuedKey } from '../operations/create-key.ts';
import { listKeys } from '../operations/list-keys.ts';
import { revokeKey } from '../operations/revoke-key.ts';
import { rotateKey } from '../operations/rotate-key.ts';
import type { AnswerOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';
import { addAnswer, wholeNumber } from './options.ts';
import { withApp } from './with-app.ts';
import type { Command } from 'commander';

/** Adds `promisegraph keys`. */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('API keys: who may come in, and for what');
  addAnswer(keys, 'create', 'make a key and print it, this once')
    .requiredOption('--label <text>', 'who has it, and what for')
    .requiredOption('--grant <name...>', 'what for: scopes such as orders:read, or a role for a tool of your own')
    .option('--partner <name>', 'it sees the rows of this partner alone: those of its customers')
    .option('--customer <id...>', 'with --partner: whose orders it sees')
    .option('--site <id...>', 'with --partner: at these sites alone')
    .option('--channel <name...>', 'with --partner: through these channels alone')
    .option('--days <number>', 'days until it ends (default: it does not)', wholeNumber)
    .option('--origin <url...>', 'pages that may use it, such as https://portal.example')
    .option('--address <network...>', 'networks that may use it, such as 203.0.113.0/24')
    .action(createKeyCommand);
  addAnswer(keys, 'list', 'list the keys, those that no longer work too').action(listKeysCommand);
  addAnswer(keys, 'rotate <id>', 'put a new key in the place of one, with the same rights, and print it, this once')
    .option('--overlap-days <number>', 'days that the old key goes on working, 0 to 30', wholeNumber, 7)
    .action(rotateKeyCommand);
  addAnswer(keys, 'revoke <id>', 'end a key within five seconds, for what it has open too').action(revokeKeyCommand);
}

interface CreateOptions extends AnswerOptions {
  readonly label: string;
  readonly grant: readonly string[];
  readonly partner?: string;
  readonly customer?: readonly string[];
  readonly site?: readonly string[];
  readonly channel?: readonly string[];
  readonly days?: number;
  readonly origin?: readonly string[];
  readonly address?: readonly string[];
}

/** `promisegraph keys create`: prints the key, this once. */
function createKeyCommand(options: CreateOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const { label, days, origin = null, address = null } = options;
    const wish: KeyWish = {
      label,
      grants: options.grant.map(toGrant),
      rows: rowsOf(options),
      allowedOrigins: origin,
      allowedAddresses: address,
      expiresAt: days === undefined ? null : addMs(deps.wallClock(), days * MS_PER_DAY),
    };
    tellIssued(options, await createKey(deps, OPERATOR, wish));
  });
}

/** `promisegraph keys rotate <id>`: prints the key that takes its place, this once. */
function rotateKeyCommand(id: string, options: AnswerOptions & { readonly overlapDays: number }): Promise<void> {
  return withApp(options, async ({ deps }) => {
    tellIssued(options, await rotateKey(deps, OPERATOR, id, options.overlapDays));
  });
}

/** `promisegraph keys revoke <id>`: in force within five seconds, everywhere. */
function revokeKeyCommand(id: string, options: AnswerOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const key = await revokeKey(deps, OPERATOR, id);
    createOutput(options).answer(withoutHash(key), lineOf(key));
  });
}

/** `promisegraph keys list`: the newest first, without what opens anything. */
function listKeysCommand(options: AnswerOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const keys = await listKeys(deps);
    const lines = keys.map(lineOf).join('\n') || 'no keys';
    createOutput(options).answer(keys.map(withoutHash), lines);
  });
}

function tellIssued(options: AnswerOptions, issued: IssuedKey | KeyRefusal): void {
  if ('refused' in issued) throw new AppError('INPUT_INVALID', whyRefused(issued));
  const { key, text } = issued;
  const words = `${text}\n\nThis is the only time it is told: keep it safe.\n${lineOf(key)}`;
  createOutput(options).answer({ text, key: withoutHash(key) }, words);
}

function rowsOf({ partner, customer = [], site, channel }: CreateOptions): KeyWish['rows'] {
  if (partner !== undefined)
    return { kind: 'partner', partner, customerIds: customer, siteIds: site ?? null, channels: channel ?? null };
  if (customer.length === 0 && !site && !channel) return { kind: 'all' };
  throw new AppError('INPUT_INVALID', 'expected --partner with --customer, --site and --channel, came none');
}

function toGrant(text: string): KeyWish['grants'][number] {
  const known = [...ROLES, ...KEY_SCOPES];
  const grant = known.find((one) => one === text);
  if (grant !== undefined) return grant;
  throw new AppError('INPUT_INVALID', `--grant: expected one of ${known.join(', ')}, came ${JSON.stringify(text)}`);
}

function lineOf({ id, label, grants, rows, expiresAt, revokedAt, lastUsedAt, successorId }: ApiKey): string {
  const parts = [
    id,
    label,
    grants.join(','),
    rows.kind === 'partner' ? `partner ${rows.partner}` : 'all rows',
    revokedAt ? `revoked ${revokedAt}` : expiresAt ? `ends ${expiresAt}` : 'does not end',
    lastUsedAt ? `used ${lastUsedAt}` : 'never used',
    ...(successorId ? [`successor ${successorId}`] : []),
  ];
  return plainLine(parts.join('  '));
}
