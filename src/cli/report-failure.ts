import { CommanderError } from 'commander';
import { isAppError, messageOf, type ErrorCode } from '../errors.ts';
import { say } from './output.ts';
import { Stopped } from './signals.ts';

/** The input or the configuration is to blame: running the same command again ends the same way. */
const WRONG_INPUT: readonly ErrorCode[] = [
  'INPUT_INVALID',
  'CONFIG_INVALID',
  'NOT_FOUND',
  'FORBIDDEN',
  'MODEL_UNAVAILABLE',
];

/** What to do about failures whose message cannot know that a person at a command line reads it. */
const ADVICE: Partial<Record<ErrorCode, string>> = {
  MODEL_UNAVAILABLE: 'promisegraph train makes a model of this book',
};

/**
 * Prints a failure in one line, code first, and returns the exit code: 2 when the input or the configuration is to blame, 130
 * or 143 when a signal ended the command, else 1. A bug of ours is followed by where it happened.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof Stopped) {
    say(`${error.message}: what was saved stands, run the command again to go on`);
    return error.exitCode;
  }
  const code = isAppError(error) ? error.code : 'INVARIANT';
  const advice = ADVICE[code];
  say(`${code}: ${messageOf(error)}${advice === undefined ? '' : `; ${advice}`}`);
  if (!isAppError(error) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return WRONG_INPUT.includes(code) ? 2 : 1;
}

/** Help and version were printed already, and are no failure. */
function reportUsage({ exitCode, code, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  if (code !== 'commander.help')
    say(`INPUT_INVALID: ${message.replace(/^error: /, '')}; promisegraph --help lists the commands`);
  return 2;
}
