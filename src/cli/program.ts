import { Command, Option } from 'commander';
import { createRequire } from 'node:module';
import { addAuditCommands } from './audit-commands.ts';
import { addProvidersCommands } from './providers-commands.ts';
import { EVERY } from '../operations/evaluate-rolling.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { addKeysCommands } from './keys-commands.ts';
import { anyNumber, asOf, collected, config, from, json, scale, seed, speed, wholeNumber } from './options.ts';
import { loadCommand } from './load-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { addDocumentsCommands } from './documents-commands.ts';
import { demoCommand, startCommand } from './start-command.ts';
import { trainCommand } from './train-command.ts';
import { addWebhooksCommands } from './webhooks-commands.ts';

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

  addProvidersCommands(program);
  addWebhooksCommands(program);
  addDocumentsCommands(program);
  addKeysCommands(program);
  addAuditCommands(program);
  return program;
}
