import { CannotInstall } from '../../scripts/sources/cannot-install.ts';

/**
 * Starts a source system for a test file: `const tryton = await openSource('Tryton', startTryton)`, then
 * `describe.skipIf(!tryton)`. Null, with the reason printed, where it cannot be installed; in CI that fails instead.
 */
export async function openSource<Running>(name: string, start: () => Promise<Running>): Promise<Running | null> {
  try {
    const startedAt = performance.now();
    const running = await start();
    console.log(`${name} answers after ${Math.round(performance.now() - startedAt)} ms`);
    return running;
  } catch (error) {
    if (!(error instanceof CannotInstall) || process.env.CI) throw error;
    console.warn(`skipped: ${error.message}`);
    return null;
  }
}
