import { createLog } from '../../src/log.ts';
import { messageOf } from '../../src/errors.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';

/**
 * A program that owns a data directory until it is told to stop: `embedded-owner.ts <data dir>`. Prints the URL, or the
 * reason why it cannot. Run in a process of its own, which a test can kill.
 */
try {
  const server = await startEmbeddedPostgres(process.argv[2] ?? '', createLog('warn'));
  const waiting = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(waiting);
    void server.stop();
  });
  // Last: whoever reads it may send the signal at once.
  process.stdout.write(`${server.connectionString}\n`);
} catch (error) {
  process.stdout.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
