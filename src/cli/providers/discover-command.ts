import { systemClock } from '../../clock.ts';
import { createHost } from '../../providers/create-host.ts';
import type { KindDescription } from '../../providers/define-provider.ts';
import { readBookInput, type AnswerOptions } from '../book-options.ts';
import { createOutput } from '../output.ts';

/** `promisegraph providers discover <id>`: asks one source what it offers for each kind. */
export async function discoverCommand(id: string, options: AnswerOptions): Promise<void> {
  const { loaded, log } = await readBookInput(options);
  const host = createHost(loaded.config.providers, { baseDir: loaded.baseDir, now: systemClock(), log });
  try {
    const offers = await host.get(id).discover();
    createOutput(options).answer(offers, offers.map(lineOf).join('\n'));
  } finally {
    await host.close();
  }
}

function lineOf({ kind, key, cursor, overlapMs, deletes, webhook, asOf, lookup, actions }: KindDescription): string {
  const parts = [
    `key ${key ?? 'not told'}`,
    cursor === null ? 'read whole' : `read on by ${cursor}${overlapMs > 0 ? ` (overlaps ${overlapMs} ms)` : ''}`,
    `deletions ${deletes}`,
    ...(webhook ? ['webhook'] : []),
    ...(asOf ? ['as of'] : []),
    ...(lookup ? ['lookup'] : []),
    ...(actions.length > 0 ? [`actions ${actions.join(', ')}`] : []),
  ];
  return `${kind}  ${parts.join('; ')}`;
}
