import { z } from 'zod';

/** What an operator gives to read one set of files. Paths are relative to the configuration file. */
export const CsvConfig = z.object({
  /** The mapping file, such as `mapping.yaml`: see this plugin's README. */
  mapping: z.string().min(1),
  /** Takes the place of the path of the mapping's first file. The command line's `--from` sets it. */
  from: z.string().min(1).optional(),
  /** Paths of files by the name that the mapping gives them; they take the place of the mapping's. */
  files: z.record(z.string(), z.string().min(1)).default({}),
  /** Rows of a page: what is saved in one transaction. */
  pageRows: z.int().min(1).max(100_000).default(2_000),
});
export type CsvConfig = z.output<typeof CsvConfig>;
