import { openApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { checkProviders } from '../operations/check-providers.ts';
import { createHost } from '../providers/create-host.ts';
import type { ProviderHost } from '../providers/host.ts';
import { readBookInput, type BookInput, type BookOptions } from './book-options.ts';
import { createOutput } from './output.ts';

export interface ProvidersOptions extends BookOptions {
  readonly json?: boolean;
}

/** `promisegraph providers list`: reaches no source. */
export async function listCommand(options: ProvidersOptions): Promise<void> {
  const host = hostOf(await readBookInput(options));
  const list = host.all.map(({ id, type, kinds, describe, lookup, webhook, actions }) => ({
    id,
    type,
    kinds,
    lookup: lookup !== null,
    webhook: webhook !== null,
    actions,
    settings: describe(),
  }));
  const lines = list.map(({ id, type, kinds }) => `${id}  ${type}  reads ${kinds.join(', ')}`);
  createOutput({ json: options.json ?? false }).answer(list, lines.join('\n'));
  await host.close();
}

/** `promisegraph providers check`: exits with 1 when a source cannot be read. */
export async function checkCommand(options: ProvidersOptions): Promise<void> {
  const host = hostOf(await readBookInput(options));
  const checks = await checkProviders(host);
  const lines = checks.map(
    (check) => `${check.ok ? 'ok    ' : 'FAILED'}  ${check.id}  ${check.ok ? check.detail : check.problem}`,
  );
  createOutput({ json: options.json ?? false }).answer(checks, lines.join('\n'));
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
  await host.close();
}

/** `promisegraph providers parked`: what could not be read, so that nobody has to search for it. */
export async function parkedCommand({
  limit,
  ...options
}: ProvidersOptions & { readonly limit: number }): Promise<void> {
  const app = await openApp(await readBookInput(options));
  try {
    const rows = await app.deps.store.parked.list(null, limit);
    const lines = rows.map(
      ({ location, kind, reason, payload }) => `${location}  ${kind}  ${reason}\n    ${JSON.stringify(payload)}`,
    );
    createOutput({ json: options.json ?? false }).answer(rows, rows.length > 0 ? lines.join('\n') : 'no parked rows');
  } finally {
    await app.close();
  }
}

function hostOf({ loaded: { config, baseDir }, log }: BookInput): ProviderHost {
  return createHost(config.providers, { baseDir, now: systemClock(), log });
}
