// Long because every command stands in one list, with its options.
import { Command, InvalidArgumentError, Option } from 'commander';
import { createRequire } from 'node:module';
import { listAuditCommand, verifyAuditCommand } from './audit-commands.ts';
import { addExamineCommands } from './providers/examine-commands.ts';
import { checkCommand, listCommand, parkedCommand } from './providers-commands.ts';
import { EVERY } from '../operations/evaluate-rolling.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { createKeyCommand, listKeysCommand, revokeKeyCommand, rotateKeyCommand } from './keys-commands.ts';
import { loadCommand } from './load-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { addDocumentsCommand, listDocumentsCommand, removeDocumentCommand } from './documents-commands.ts';
import { demoCommand, startCommand } from './start-command.ts';
import { trainCommand } from './train-command.ts';
import { listWebhooksCommand, pauseWebhookCommand, replayWebhookCommand } from './webhooks-commands.ts';

const { version } = createRequire(import.meta.url)('#package.json') as { version: string };

/**
 * The command line, whole: every command with its options. What each does is in its own file. Parsing throws `CommanderError`
 * for wrong usage, which is then told like every other failure, and once help or the version is printed.
 */
export function createProgram(): Command {
  const program = new Command('promisegraph')
    .description(
      'Federates orders, inventory, customers and logistics behind one GraphQL API and scores the promise risk of every open order line.',
    )
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();

  program
    .command('start')
    .description(
      'serve the book: read its sources, score its open lines, answer GraphQL; without --config a demonstration book',
    )
    .addOption(config())
    .addOption(from())
    .addOption(asOf())
    .option('--model <name>', 'score with this model: a folder, or the newest version of a name')
    .addOption(seed())
    .addOption(scale())
    .addOption(speed())
    .action(startCommand);

  program
    .command('demo')
    .description('serve the book of a small simulated distributor that goes on by itself')
    .addOption(seed())
    .addOption(scale())
    .addOption(speed())
    .action(demoCommand);

  program
    .command('simulate')
    .description('run a simulated distributor faster than real time, without a database, and tell how it does')
    .option('--days <number>', 'days to simulate, 1 to 3650', wholeNumber, 90)
    .option('--seed <number>', 'the same seed gives the same history, to the byte', wholeNumber, 7)
    .option('--scale <number>', 'its size, 0.01 to 80: 1 is 18,000 order lines a day', anyNumber, 1)
    .option('--dispatch <rule>', 'who is served first: fifo, edd, static, atc or cost-of-delay', 'fifo')
    .option('--start <date>', 'first day, such as 2026-01-05 (midnight UTC)', '2026-01-05')
    .option('--set <parameter=value...>', 'set a number of its world; may be repeated', collected, [])
    .option('--out <dir>', 'write what its systems told, and how each line turned out, for train and evaluate')
    .addOption(json())
    .action(simulateCommand);

  program
    .command('load')
    .description('read every source to its end, apply what came and score the open lines, then exit')
    .addOption(config().makeOptionMandatory())
    .addOption(from())
    .addOption(asOf())
    .option('--model <name>', 'score with this model: a folder, or the newest version of a name')
    .addOption(json())
    .action(loadCommand);

  program
    .command('train')
    .description('train a model on how past lines turned out')
    .addOption(config().makeOptionMandatory())
    .addOption(from())
    .addOption(asOf())
    .option('--name <name>', 'what the model is called (default: the book): it is written to models/<name>/<version>')
    .option('--out <dir>', 'folder to write the model to instead')
    .option('--seed <number>', 'the same seed and data give the same model', wholeNumber, 1)
    .addOption(json())
    .action(trainCommand);

  program
    .command('evaluate')
    .description('measure a model on lines that it was not trained on')
    .addOption(config().makeOptionMandatory())
    .addOption(from())
    .option('--model <name>', 'a folder, or the newest version of a name')
    .addOption(
      new Option('--rolling <period>', 'instead of a model: one for each period, that knew nothing of it').choices(
        EVERY,
      ),
    )
    .option(
      '--first <date>',
      'with --rolling: a day in the first period (default: where half of the lines were placed)',
    )
    .option('--last <date>', 'with --rolling: a day in the last period')
    .option('--curves <file>', 'write reliability curves to this file, as an SVG picture')
    .addOption(asOf())
    .addOption(json())
    .action(evaluateCommand);

  const providers = program.command('providers').description('the sources of a book');
  providers
    .command('list')
    .description('list the configured sources')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(listCommand);
  providers
    .command('check')
    .description('reach every source once; exit code 1 when one cannot be read')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(checkCommand);
  addExamineCommands(providers);
  providers
    .command('parked')
    .description('list rows that could not be read, with their payload and the reason')
    .addOption(config().makeOptionMandatory())
    .addOption(asOf())
    .option('--limit <number>', 'rows at most', wholeNumber, 50)
    .addOption(json())
    .action(parkedCommand);

  const webhooks = program.command('webhooks').description('partners that are told of changes');
  webhooks
    .command('list')
    .description('list how far each has been told, and what it did not take')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(listWebhooksCommand);
  webhooks
    .command('pause <id>')
    .description('stop telling a partner')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(pauseWebhookCommand(true));
  webhooks
    .command('resume <id>')
    .description('go on telling a partner from where it stopped')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(pauseWebhookCommand(false));
  webhooks
    .command('replay <id>')
    .description('tell a partner again all that came after a message')
    .requiredOption('--after <cursor>', 'the webhook-id of that message')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(replayWebhookCommand);

  const documents = program.command('documents').description('GraphQL documents that are trusted');
  documents
    .command('add <files...>')
    .description(
      'trust the documents in these files, by their exact text, and print the hash by which clients ask for each',
    )
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(addDocumentsCommand);
  documents
    .command('list')
    .description('list the trusted documents')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(listDocumentsCommand);
  documents
    .command('remove <hash>')
    .description('no longer trust a document')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(removeDocumentCommand);

  const keys = program.command('keys').description('API keys: who may come in, and for what');
  keys
    .command('create')
    .description('make a key and print it, this once')
    .requiredOption('--label <text>', 'who has it, and what for')
    .requiredOption('--grant <name...>', 'what for: scopes such as orders:read, or a role for a tool of your own')
    .option('--partner <name>', 'it sees the rows of this partner alone: those of its customers')
    .option('--customer <id...>', 'with --partner: whose orders it sees')
    .option('--site <id...>', 'with --partner: at these sites alone')
    .option('--channel <name...>', 'with --partner: through these channels alone')
    .option('--days <number>', 'days until it ends (default: it does not)', wholeNumber)
    .option('--origin <url...>', 'pages that may use it, such as https://portal.example')
    .option('--address <network...>', 'networks that may use it, such as 203.0.113.0/24')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(createKeyCommand);
  keys
    .command('list')
    .description('list the keys, those that no longer work too')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(listKeysCommand);
  keys
    .command('rotate <id>')
    .description('put a new key in the place of one, with the same rights, and print it, this once')
    .option('--overlap-days <number>', 'days that the old key goes on working, 0 to 30', wholeNumber, 7)
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(rotateKeyCommand);
  keys
    .command('revoke <id>')
    .description('end a key within five seconds, for what it has open too')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(revokeKeyCommand);

  const audit = program.command('audit').description('who did what, when and from where');
  audit
    .command('verify')
    .description('check that no entry was changed, removed or inserted, and print the head; exit code 1 when one was')
    .option('--head <head>', 'a head that was printed earlier: nothing up to it may be gone or be another')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(verifyAuditCommand);
  audit
    .command('list')
    .description('list the newest entries')
    .option('--limit <number>', 'entries at most', wholeNumber, 50)
    .option('--actor <id>', 'only what this one did, such as key:a1b2')
    .option('--action <name>', 'only deeds of this name, such as key.revoke')
    .addOption(config().makeOptionMandatory())
    .addOption(json())
    .action(listAuditCommand);
  return program;
}

function config(): Option {
  return new Option('--config <file>', 'configuration file (promisegraph.config.ts)');
}

function from(): Option {
  return new Option('--from <file>', "read this file in place of the first file source's own");
}

function asOf(): Option {
  return new Option(
    '--as-of <date>',
    'open the book as it was known then: 2013-06-01 (start of that day in the zone of the book) or an instant',
  );
}

function seed(): Option {
  return new Option(
    '--seed <number>',
    'of the simulated distributor: another seed is another one (default: 1)',
  ).argParser(wholeNumber);
}

function scale(): Option {
  return new Option('--scale <number>', 'its size: 1 is 18,000 order lines a day (default: 0.01)').argParser(anyNumber);
}

function speed(): Option {
  return new Option('--speed <number>', 'how many times as fast as real time its clock goes (default: 60)').argParser(
    anyNumber,
  );
}

function json(): Option {
  return new Option('--json', 'print the answer as one line of JSON');
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Throws commander's error, which names the option and what came. */
function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 0 to 999999999.');
}

/** Throws commander's error, which names the option and what came. */
function anyNumber(text: string): number {
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number such as 60 or 0.5.');
}
