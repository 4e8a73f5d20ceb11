import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Fields that never reach a log line, whatever the object they sit in. */
const REDACTED = ['password', 'token', 'secret', 'apiKey', 'authorization', 'connectionString', 'url'];

/** JSON lines on standard error, so that standard output stays free for what a command answers. */
export function createLog(level: string): Log {
  const paths = REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Says nothing: for tests and for commands that print their own progress. */
export const silentLog: Log = pino({ level: 'silent' });
