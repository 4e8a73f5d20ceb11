/**
 * What is lost, repeated and misordered when servers and databases die under a client that comes back: ours, and a stock Apollo Server with
 * graphql-ws and PubSub, with the same writers, the same client and the same seeds.
 *
 *     npm run bench:feed-ledger                  five seeds of each fault
 *     npm run bench:feed-ledger -- --seeds 20
 */
import { parseArgs } from 'node:util';
import { runFaults, type Fault, type Ledger, type Stack } from '../test/faults/feed-ledger.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5' } } });
const FAULTS: readonly (readonly Fault[])[] = [['server', 'server'], ['postgres'], ['stall', 'stall']];

for (const faults of FAULTS) for (const stack of ['ours', 'stock'] as const) console.log(await sumOf(stack, faults));

async function sumOf(stack: Stack, faults: readonly Fault[]): Promise<string> {
  const runs: Ledger[] = [];
  for (let seed = 1; seed <= Number(values.seeds); seed += 1)
    runs.push(await runFaults({ seed, faults, writeMs: 4_000, stack }));
  const sum = (of: keyof Ledger): number => runs.reduce((total, run) => total + run[of], 0);
  return `${faults.join(', ')}: ${stack}: ${runs.length} runs, ${sum('sent')} sent, ${sum('lost')} lost, ${sum('repeated')} repeated, ${sum('outOfOrder')} out of order`;
}
