import { systemClock } from '../clock.ts';
import { checkProviders } from '../operations/check-providers.ts';
import { createHost } from '../providers/create-host.ts';
import type { ProviderHost } from '../providers/host.ts';
import { readBookInput, type AnswerOptions, type BookInput } from './book-options.ts';
import { createOutput } from './output.ts';
import { addAnswer, wholeNumber, asOf } from './options.ts';
import { addExamineCommands } from './providers/examine-commands.ts';
import { linksCommand } from './providers/links-command.ts';
import { offerLine } from './providers/offer-line.ts';
import { withApp } from './with-app.ts';
import type { Command } from 'commander';

/** Adds `promisegraph providers`. */
export function addProvidersCommands(program: Command): void {
  const providers = program.command('providers').description('the sources of a book');
  addAnswer(providers, 'list', 'list the configured sources').action(listCommand);
  addAnswer(providers, 'check', 'reach every source once; exit code 1 when one cannot be read').action(checkCommand);
  addExamineCommands(providers);
  addAnswer(providers, 'links', 'report what did not match between sources, by the links that are declared')
    .addOption(asOf())
    .action(linksCommand);
  addAnswer(providers, 'parked', 'list rows that could not be read, with their payload and the reason')
    .addOption(asOf())
    .option('--limit <number>', 'rows at most', wholeNumber, 50)
    .action(parkedCommand);
}

/** `promisegraph providers list`: reaches no source. */
async function listCommand(options: AnswerOptions): Promise<void> {
  const host = hostOf(await readBookInput(options));
  const list = host.all.map(({ id, type, kinds, describe, lookup, webhook, actions, offers }) => ({
    id,
    type,
    kinds,
    lookup: lookup !== null,
    webhook: webhook !== null,
    actions,
    offers,
    settings: describe(),
  }));
  const lines = list.flatMap(({ id, type, kinds, offers }) => [
    `${id}  ${type}  reads ${kinds.join(', ')}`,
    ...offers.map((offer) => `    ${offerLine(offer)}`),
  ]);
  createOutput(options).answer(list, lines.join('\n'));
  await host.close();
}

/** `promisegraph providers check`: exits with 1 when a source cannot be read. */
async function checkCommand(options: AnswerOptions): Promise<void> {
  const host = hostOf(await readBookInput(options));
  const checks = await checkProviders(host);
  const lines = checks.map(
    (check) => `${check.ok ? 'ok    ' : 'FAILED'}  ${check.id}  ${check.ok ? check.detail : check.problem}`,
  );
  createOutput(options).answer(checks, lines.join('\n'));
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
  await host.close();
}

/** `promisegraph providers parked`: what could not be read, so that nobody has to search for it. */
function parkedCommand({ limit, ...options }: AnswerOptions & { readonly limit: number }): Promise<void> {
  return withApp(options, async ({ deps: { store } }) => {
    const rows = await store.parked.list(null, limit);
    const lines = rows.map(
      ({ location, kind, reason, payload }) => `${location}  ${kind}  ${reason}\n    ${JSON.stringify(payload)}`,
    );
    createOutput(options).answer(rows, rows.length > 0 ? lines.join('\n') : 'no parked rows');
  });
}

function hostOf({ loaded: { config, baseDir }, log }: BookInput): ProviderHost {
  return createHost(config.providers, { baseDir, now: systemClock(), log });
}
