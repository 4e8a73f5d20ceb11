import type { FormattedExecutionResult } from 'graphql';

/**
 * Lets a result that is already text travel through graphql-ws, which makes JSON of every message for every socket anew: a slot
 * stands for the text until the message is sent.
 */
export interface TextSlots {
  /** What to give graphql-ws as the payload of a `next` message. */
  readonly put: (text: string) => FormattedExecutionResult;
  /** The message with its text in place; any other message as it is. */
  readonly fill: (message: string) => string;
}

/** The payload comes last in a message, so that nothing a client can name looks like it. */
const SLOT = /"payload":"text slot (\d+)"\}$/;

export function createTextSlots(): TextSlots {
  const texts = new Map<string, string>();
  let count = 0;
  return {
    put(text) {
      const slot = String(++count);
      texts.set(slot, text);
      return { toJSON: () => `text slot ${slot}` } as FormattedExecutionResult;
    },
    fill(message) {
      const match = SLOT.exec(message.slice(-64));
      const slot = match?.[1];
      const text = slot === undefined ? undefined : texts.get(slot);
      if (!match || slot === undefined || text === undefined) return message;
      texts.delete(slot);
      return `${message.slice(0, message.length - match[0].length)}"payload":${text}}`;
    },
  };
}
