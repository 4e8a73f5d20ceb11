import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SIMULATED_SYSTEMS,
  writeHistory,
  type HistoryOptions,
  type SimulationInput,
  type WrittenHistory,
} from '../../../plugins/index.ts';
import { SIMULATED_SCORING } from '../../demo-config.ts';

/**
 * Runs a simulation and writes its history to a folder, with the configuration that reads it: `train` and `evaluate` take that as it
 * is. Throws `INPUT_INVALID` for a folder that holds other things.
 */
export async function recordHistory(
  input: SimulationInput,
  directory: string,
  options: Omit<HistoryOptions, 'directory'>,
): Promise<WrittenHistory> {
  const written = await writeHistory(input, { ...options, directory });
  await writeFile(join(written.directory, 'promisegraph.config.ts'), configOf(written));
  await writeFile(join(written.directory, 'README.md'), readmeOf(input, written));
  return written;
}

function configOf({ endsAt }: WrittenHistory): string {
  const providers = SIMULATED_SYSTEMS.map(
    (system) => `    simHistory({ id: '${system}', system: '${system}', directory: '.' }),`,
  );
  return [
    "import { defineConfig, simHistory } from 'promisegraph';",
    '',
    '/** A recorded history of a SIMULATED distributor: nothing in it is real. */',
    'export default defineConfig({',
    `  clock: () => '${endsAt}',`,
    '  providers: [',
    ...providers,
    '  ],',
    `  scoring: ${JSON.stringify(SIMULATED_SCORING)},`,
    '});',
    '',
  ].join('\n');
}

function readmeOf({ seed, scale, days, startsAt, dispatch }: SimulationInput, written: WrittenHistory): string {
  const { simulatedDays, isPartial, endsAt, records, outcomes } = written;
  return [
    '# History of a simulated distributor',
    '',
    `Nothing in it is real. Seed ${seed}, scale ${scale}, dispatch ${dispatch.name}, ${startsAt} to ${endsAt}.`,
    ...(isPartial
      ? ['', `**Partial**: it was stopped after ${simulatedDays.toFixed(2)} of ${days} days. Every file is whole.`]
      : []),
    '',
    `- \`sim-*/<kind>.jsonl.gz\`: ${records} versions of records, as each system told them, oldest first; \`changedAt\` says when.`,
    `- \`outcomes.csv\`: how ${outcomes} lines turned out. No system tells it before it happens, and training does not read it.`,
    '- `run.json`: what was simulated.',
    '- `promisegraph.config.ts`: reads it, as in',
    '',
    '      promisegraph train --config promisegraph.config.ts --as-of <date> --out model',
    '      promisegraph evaluate --config promisegraph.config.ts --model model',
    '',
  ].join('\n');
}
