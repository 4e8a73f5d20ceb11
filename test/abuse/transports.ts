import { WebSocket } from 'ws';
import { toSocketUrl } from '../server/running.ts';

export const TRANSPORTS = ['http', 'sse', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What someone sends: the text of the request's JSON, so that it need not be JSON that anyone would write. */
export type Attack = string;

/** As headers; over a socket, as its first message. */
export type Credentials = Readonly<Record<string, string>>;

export interface Outcome {
  /** Of the answer; over a socket that of its end, or null while it stays open. */
  readonly status: number | null;
  /** `extensions.code` of every error. */
  readonly codes: readonly string[];
  readonly text: string;
}

/** An attack as a client's request would carry it. */
export function asking(query: string, variables?: unknown): Attack {
  return JSON.stringify({ query, variables });
}

/** Sends one attack over one transport and waits for what comes of it. */
export function send(
  { url }: { readonly url: string },
  over: Transport,
  attack: Attack,
  credentials: Credentials = {},
): Promise<Outcome> {
  switch (over) {
    case 'http':
      return post(url, 'application/json', attack, credentials);
    case 'sse':
      return post(url, 'text/event-stream', attack, credentials);
    case 'websocket':
      return overSocket(toSocketUrl(url), attack, credentials);
  }
}

async function post(url: string, accept: string, body: Attack, credentials: Credentials): Promise<Outcome> {
  const headers = { 'content-type': 'application/json', accept, ...credentials };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, codes: codesIn(text), text };
}

function overSocket(url: string, attack: Attack, credentials: Credentials): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    let heard = '';
    const end = (status: number | null): void => {
      resolve({ status, codes: codesIn(heard), text: heard });
      socket.terminate();
    };
    socket.once('error', reject);
    socket.once('close', (code) => end(code));
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: credentials })));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.includes('"connection_ack"')) socket.send(`{"id":"1","type":"subscribe","payload":${attack}}`);
      else heard += `${text}\n`;
      if (/"type":"(error|complete)"/.test(text)) end(null);
    });
  });
}

function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code = '']) => code);
}
