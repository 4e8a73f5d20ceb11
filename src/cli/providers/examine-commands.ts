import { Option, type Command } from 'commander';
import { discoverCommand } from './discover-command.ts';
import { newCommand } from './new-command.ts';
import { testCommand } from './test-command.ts';

/** Adds the commands that look closely at one source, and the one that starts a new provider. */
export function addExamineCommands(providers: Command): void {
  providers
    .command('new <id>')
    .description('start a provider in a checkout: a copy of the example with its server and test, under a new name')
    .action(newCommand);
  providers
    .command('discover <id>')
    .description('ask one source what it offers for each kind of record')
    .addOption(config())
    .addOption(json())
    .action(discoverCommand);
  providers
    .command('test <id>')
    .description('run the conformance kit against one source; exit code 1 when it does not conform')
    .addOption(config())
    .option('--driver <file>', 'module whose setUp says how to change the source; without it nothing is changed')
    .option('--out <file>', 'write the certificate to this file, as JSON')
    .addOption(json())
    .action(testCommand);
}

function config(): Option {
  return new Option('--config <file>', 'configuration file (promisegraph.config.ts)').makeOptionMandatory();
}

function json(): Option {
  return new Option('--json', 'print the answer as one line of JSON');
}
