import { stat } from 'node:fs/promises';
import { AppError, defineProvider, messageOf, z, type RecordKind } from '../../../src/providers/index.ts';
import { SHOWS, SYSTEM_NAMES, type SystemName } from '../providers/shows.ts';
import { recordsFile } from './layout.ts';
import { readVersions } from './read-versions.ts';

/** What is given to read one system of a recorded history. */
const HistoryConfig = z.object({
  /** The folder that `promisegraph simulate --out` wrote; a relative one starts at the configuration file. */
  directory: z.string().min(1),
  system: z.enum(SYSTEM_NAMES),
  /** Records a page at most. */
  pageSize: z.int().min(1).max(10_000).default(500),
});

interface HistoryClient {
  readonly system: SystemName;
  readonly pageSize: number;
  readonly fileOf: (kind: RecordKind) => string;
}

/** One system of a simulated distributor as it was recorded: every version of every record, from the first. Nothing in it is real. */
export const simHistory = defineProvider({
  type: 'sim-history',
  config: HistoryConfig,
  isRecorded: true,
  reads: ({ system }) => SHOWS[system].kinds,

  connect: ({ directory, system, pageSize }, { resolvePath }): HistoryClient => ({
    system,
    pageSize,
    fileOf: (kind) => recordsFile(resolvePath(directory), system, kind),
  }),

  check: async ({ system, fileOf }) => {
    const sizes = await Promise.all(SHOWS[system].kinds.map(async (kind) => sizeOf(fileOf(kind))));
    const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
    return {
      detail: `recorded ${system}, ${megabytes.toFixed(1)} MB in ${sizes.length} files; simulated, nothing in it is real`,
    };
  },

  read: async function* ({ fileOf, pageSize }, kind, cursor) {
    const file = fileOf(kind);
    const size = await sizeOf(file);
    yield* readVersions({ file, size, cursor, pageSize });
  },
});

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new AppError(
      'PROVIDER_UNAVAILABLE',
      `expected a recorded history at ${file}, came nothing: promisegraph simulate --out <dir> writes one (${messageOf(cause)})`,
      { file },
      { cause },
    );
  }
}
