import { z } from 'zod';

/** A CloudEvent as far as it is read here (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
export const CloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time like 2026-11-23T12:00:00Z')
    .transform((text) => new Date(text).toISOString())
    .optional(),
  data: z.unknown(),
});
export type CloudEvent = z.output<typeof CloudEvent>;

/** A message as it came over NATS. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The event that a message carries, structured or with its attributes in headers
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/nats-protocol-binding.md); or why it carries none.
 */
export function readCloudEvent(message: Message): { readonly event: CloudEvent } | { readonly problem: string } {
  const json = jsonIn(message.body);
  if (json === undefined) return { problem: 'expected JSON, came something else' };
  const parsed = CloudEvent.safeParse(isBinary(message) ? { ...attributesOf(message), data: json } : json);
  if (parsed.success) return { event: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    problem: `expected a CloudEvent, came a message where ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`,
  };
}

/** What a person sees of a message that could not be read. */
export function shownMessage({ headers, body }: Message): unknown {
  return { headers, body: jsonIn(body) ?? Buffer.from(body).toString('utf8') };
}

function isBinary({ headers }: Message): boolean {
  return headers['ce-specversion'] !== undefined;
}

function attributesOf({ headers }: Message): Record<string, string> {
  const named = Object.entries(headers).filter(([name]) => name.startsWith('ce-'));
  return Object.fromEntries(named.map(([name, value]) => [name.slice('ce-'.length), decoded(value)]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
