import { openApp, type App } from '../app.ts';
import { whyRefused, withoutHash, type ApiKey, type KeyRefusal, type KeyWish } from '../domain/api-key.ts';
import { plainLine } from '../domain/redact.ts';
import { addMs, MS_PER_DAY } from '../domain/time.ts';
import { KEY_SCOPES, ROLES } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { createKey, type IssuedKey } from '../operations/create-key.ts';
import { listKeys } from '../operations/list-keys.ts';
import { revokeKey } from '../operations/revoke-key.ts';
import { rotateKey } from '../operations/rotate-key.ts';
import { readBookInput, type BookOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';

type KeysOptions = BookOptions & { readonly json?: boolean };

interface CreateOptions extends KeysOptions {
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
export function createKeyCommand(options: CreateOptions): Promise<void> {
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
export function rotateKeyCommand(id: string, options: KeysOptions & { readonly overlapDays: number }): Promise<void> {
  return withApp(options, async ({ deps }) => {
    tellIssued(options, await rotateKey(deps, OPERATOR, id, options.overlapDays));
  });
}

/** `promisegraph keys revoke <id>`: in force within five seconds, everywhere. */
export function revokeKeyCommand(id: string, options: KeysOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const key = await revokeKey(deps, OPERATOR, id);
    createOutput({ json: options.json ?? false }).answer(withoutHash(key), lineOf(key));
  });
}

/** `promisegraph keys list`: the newest first, without what opens anything. */
export function listKeysCommand(options: KeysOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const keys = await listKeys(deps);
    const lines = keys.map(lineOf).join('\n') || 'no keys';
    createOutput({ json: options.json ?? false }).answer(keys.map(withoutHash), lines);
  });
}

function tellIssued(options: KeysOptions, issued: IssuedKey | KeyRefusal): void {
  if ('refused' in issued) throw new AppError('INPUT_INVALID', whyRefused(issued));
  const { key, text } = issued;
  const words = `${text}\n\nThis is the only time it is told: keep it safe.\n${lineOf(key)}`;
  createOutput({ json: options.json ?? false }).answer({ text, key: withoutHash(key) }, words);
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

async function withApp(options: KeysOptions, work: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp(await readBookInput(options));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
