import { afterAll, describe, it } from 'vitest';
import { CannotInstall } from '../../scripts/sources/cannot-install.ts';
import { messageOf } from '../../src/errors.ts';

/** A source system that runs for the tests of one file. */
interface System {
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a source system, declares tests against it, and ends it after them: `await describeSource('Tryton', startTryton, (tryton) => …)`.
 * Where it cannot be installed one skipped test says why; with `CI` set the file fails instead.
 */
export async function describeSource<Running extends System>(
  name: string,
  start: () => Promise<Running>,
  tests: (running: Running) => void | Promise<void>,
): Promise<void> {
  const running = await start().catch((error: unknown) => {
    if (!(error instanceof CannotInstall) || process.env.CI) throw error;
    it.skip(messageOf(error), { meta: { system: { name, version: null } } });
    console.warn(`skipped: ${error.message}`);
  });
  if (!running) return;
  describe(name, { meta: { system: { name, version: running.version } } }, async () => {
    afterAll(running.stop);
    await tests(running);
  });
}
