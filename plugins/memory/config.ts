import { z } from 'zod';
import { RECORD_KINDS, RecordKindSchema, secret } from '../../src/providers/index.ts';
import { MemorySource } from './source.ts';

/** What is given to read a source that lives in this process. */
export const MemoryConfig = z.object({
  source: z.instanceof(MemorySource),
  kinds: z.array(RecordKindSchema).default([...RECORD_KINDS]),
  /** Records a page at most. */
  pageSize: z.int().min(1).default(100),
  /** Signs the bodies of webhooks, HMAC-SHA256; null: every webhook is refused. */
  webhookSecret: secret(z.string().min(8)).nullable().default(null),
});
export type MemoryConfig = z.output<typeof MemoryConfig>;
