import { InvalidArgumentError, Option, type Command } from 'commander';

/** A command about a configured book that answers and exits: it has `--config`, which must be given, and `--json`. */
export function addAnswer(to: Command, nameAndArguments: string, description: string): Command {
  return to
    .command(nameAndArguments)
    .description(description)
    .addOption(config().makeOptionMandatory())
    .addOption(json());
}

/** Which book: mandatory where there is no other to take. */
export function config(): Option {
  return new Option('--config <file>', 'configuration file (promisegraph.config.ts)');
}

/** Another file for a source that reads one. */
export function from(): Option {
  return new Option('--from <file>', "read this file in place of the first file source's own");
}

/** The day as of which the book is opened. */
export function asOf(): Option {
  return new Option(
    '--as-of <date>',
    'open the book as it was known then: 2013-06-01 (start of that day in the zone of the book) or an instant',
  );
}

/** Which simulated distributor. */
export function seed(): Option {
  return new Option(
    '--seed <number>',
    'of the simulated distributor: another seed is another one (default: 1)',
  ).argParser(wholeNumber);
}

/** How large the simulated distributor is. */
export function scale(): Option {
  return new Option('--scale <number>', 'its size: 1 is 18,000 order lines a day (default: 0.01)').argParser(anyNumber);
}

/** How fast the simulated distributor lives. */
export function speed(): Option {
  return new Option('--speed <number>', 'how many times as fast as real time its clock goes (default: 60)').argParser(
    anyNumber,
  );
}

/** For programs. */
export function json(): Option {
  return new Option('--json', 'print the answer as one line of JSON');
}

/** Every value of an option that may be repeated. */
export function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Throws commander's error, which names the option and what came. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 0 to 999999999.');
}

/** The range is for its user to say. Throws commander's error, which names the option and what came. */
export function anyNumber(text: string): number {
  if (/^-?\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number such as 60 or 0.5.');
}
