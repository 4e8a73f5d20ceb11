import { createHash } from 'node:crypto';
import type { JsMsg } from '@nats-io/jetstream';
import type { Source } from './config.ts';
import { toRecord, type Said } from './to-record.ts';
import { readCloudEvent, shownMessage, type Message } from './wire.ts';

/** A message that is out: delivered to us, and not acknowledged yet. */
export interface Delivery {
  /** The consumer's count of deliveries: grows with each, also when a message comes again. */
  readonly number: number;
  /** Place in the stream, the same each time the message comes. */
  readonly sequence: number;
  /** Stands for the event's source and id; null for a message that is no event. */
  readonly identity: string | null;
  readonly said: Said;
  readonly location: string;
  /** What a person sees of it. */
  readonly shown: () => unknown;
  /** Tells the server that it is done with: taken in, or never to be delivered again. */
  readonly settle: () => void;
  /** Has the server deliver it again, at once. */
  readonly giveBack: () => void;
}

export function toDelivery(message: JsMsg, source: Source): Delivery {
  const { seq: sequence, info } = message;
  const raw: Message = { headers: headersOf(message), body: message.data };
  const read = readCloudEvent(raw);
  const said = 'event' in read ? toRecord(read.event, source) : read;
  return {
    number: info.deliverySequence,
    sequence,
    identity: 'event' in read ? identityOf(read.event) : null,
    said,
    location: `${source.stream}:${sequence}`,
    shown: () => shownMessage(raw),
    // Servers before 2.10.4 do not understand a reason, and would deliver it again.
    settle: () => ('problem' in said ? message.term() : message.ack()),
    giveBack: () => message.nak(),
  };
}

/** Short, because cursors carry many: twelve characters are 72 bits. */
function identityOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return createHash('sha256').update(`${source}\n${id}`).digest('base64url').slice(0, 12);
}

function headersOf({ headers }: JsMsg): Record<string, string> {
  return Object.fromEntries((headers?.keys() ?? []).map((name) => [name.toLowerCase(), headers?.get(name) ?? '']));
}
