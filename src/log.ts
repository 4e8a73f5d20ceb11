import { pino, type DestinationStream, type Logger } from 'pino';
import { REDACTED, redactLine } from './domain/redact.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Fields that never reach a log line whatever they hold. Those of a text are found at any depth, by `src/domain/redact.ts`. */
const HIDDEN = ['password', 'token', 'secret', 'apiKey', 'authorization', 'cookie', 'connectionString', 'url'];

/** JSON lines on standard error, so that standard output stays free for what a command answers. Nothing in them can begin a line. */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  const paths = HIDDEN.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: REDACTED },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
}

/** Says nothing: for tests and for commands that print their own progress. */
export const silentLog: Log = pino({ level: 'silent' });
