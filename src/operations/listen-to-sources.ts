import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { HostedProvider } from '../providers/host.ts';
import type { Deps } from './deps.ts';
import { takeHints } from './take-hints.ts';

/** Milliseconds before the first new attempt to listen; later ones wait longer. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** Milliseconds after which a connection has been good: the next pause is short again. */
const GOOD_MS = 30_000;

/** Listens to every source that sends word over a connection of its own, until the signal aborts. Never throws. */
export async function listenToSources(deps: Deps, signal: AbortSignal): Promise<void> {
  await Promise.all(deps.providers.all.map((provider) => listenTo(deps, provider, signal)));
}

async function listenTo(deps: Deps, provider: HostedProvider, signal: AbortSignal): Promise<void> {
  if (!provider.listen) return;
  let pauseMs = PAUSE_MS;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const problem = await provider
      .listen((hints) => void takeQuietly(deps, provider, hints), signal)
      .then(() => 'the connection ended', messageOf);
    if (signal.aborted) return;
    if (performance.now() - startedAt > GOOD_MS) pauseMs = PAUSE_MS;
    deps.log.warn(
      { provider: provider.id, err: problem, inMs: pauseMs },
      'source is no longer listened to, will try again',
    );
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
  }
}

/** A hint that cannot be saved is no loss: the next read finds what it was about. */
async function takeQuietly(
  deps: Deps,
  provider: HostedProvider,
  hints: Parameters<typeof takeHints>[2],
): Promise<void> {
  try {
    await takeHints(deps, provider, hints);
  } catch (error) {
    deps.log.warn({ provider: provider.id, err: messageOf(error) }, 'hint of a source cannot be saved');
  }
}
