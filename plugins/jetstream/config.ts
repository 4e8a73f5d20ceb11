import { z } from 'zod';
import { RecordKindSchema, secret } from '../../src/providers/index.ts';
import { Fields } from './fields.ts';

const Name = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected letters, digits, _ and -, at most 100');

/** One record kind, and the consumer that its messages come through. */
const Source = z.strictObject({
  kind: RecordKindSchema,
  stream: Name,
  /** Name of the durable consumer, of nobody else's use. Made when it is not there; one that is there stays as it is. */
  consumer: Name,
  /** What the consumer gets of the stream, such as `orders.>`; left out: all of it. */
  subject: z.string().min(1).optional(),
  /** CloudEvents types that are read; others are passed over. Left out: all. */
  types: z.array(z.string().min(1)).min(1).optional(),
  /** Types that say that a record is no more. */
  removedTypes: z.array(z.string().min(1)).default([]),
  /** Where in their data the record's key stands. */
  removedKey: z.string().min(1).default('id'),
  /** How their data becomes our record; left out: it is one already. */
  fields: Fields.optional(),
});
export type Source = z.output<typeof Source>;

/** What an operator gives to read from one NATS system. */
export const JetstreamConfig = z.object({
  /** `nats://host:port` or `tls://host:port`, several of one cluster separated by commas. */
  servers: z
    .string()
    .regex(/^(nats|tls):\/\/\S+$/, 'expected nats://host:port')
    .transform((text) => text.split(',')),
  user: z.string().min(1).optional(),
  password: secret(z.string().min(1)).optional(),
  token: secret(z.string().min(1)).optional(),
  reads: z
    .array(Source)
    .min(1)
    .refine((sources) => isDistinct(sources.map(({ kind }) => kind)), 'expected every kind once')
    .refine(
      (sources) => isDistinct(sources.map(({ stream, consumer }) => `${stream}/${consumer}`)),
      'expected a consumer of its own for every kind',
    ),
  /** Messages of a page: what is saved in one transaction, and then acknowledged. */
  pageSize: z.int().min(1).max(10_000).default(200),
  /** Milliseconds after which the server delivers again what was not acknowledged. Of a consumer that is made. */
  ackWaitMs: z.int().min(500).default(30_000),
  /** Messages that may be out without acknowledgement: the server then sends no more. Of a consumer that is made. */
  maxAckPending: z.int().min(1).default(1_000),
});
export type JetstreamConfig = z.output<typeof JetstreamConfig>;

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
