import { systemClock } from '../../clock.ts';
import { createHost } from '../../providers/create-host.ts';
import { readBookInput, type AnswerOptions } from '../book-options.ts';
import { createOutput } from '../output.ts';
import { offerLine } from './offer-line.ts';

/** `promisegraph providers discover <id>`: asks one source what it offers for each kind. */
export async function discoverCommand(id: string, options: AnswerOptions): Promise<void> {
  const { loaded, log } = await readBookInput(options);
  const host = createHost(loaded.config.providers, { baseDir: loaded.baseDir, now: systemClock(), log });
  try {
    const offers = await host.get(id).discover();
    createOutput(options).answer(offers, offers.map(offerLine).join('\n'));
  } finally {
    await host.close();
  }
}
