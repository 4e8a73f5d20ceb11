import type { Command } from 'commander';
import { addAnswer } from '../options.ts';
import { discoverCommand } from './discover-command.ts';
import { newCommand } from './new-command.ts';
import { testCommand } from './test-command.ts';

/** Adds the commands that look closely at one source, and the one that starts a new provider. */
export function addExamineCommands(providers: Command): void {
  providers
    .command('new <id>')
    .description('start a provider in a checkout: a copy of the example with its server and test, under a new name')
    .action(newCommand);
  addAnswer(providers, 'discover <id>', 'ask one source what it offers for each kind of record').action(
    discoverCommand,
  );
  addAnswer(providers, 'test <id>', 'run the conformance kit against one source; exit code 1 when it does not conform')
    .option('--driver <file>', 'module whose setUp says how to change the source; without it nothing is changed')
    .option('--out <file>', 'write the certificate to this file, as JSON')
    .action(testCommand);
}
