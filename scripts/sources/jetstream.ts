import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freePort } from './free-port.ts';
import { installDebian } from './install-debian.ts';
import { startServer, type ServerProcess } from './server-process.ts';

/** A NATS server with JetStream on loopback, and a connection to it as a publishing system has one. */
export interface JetstreamServer {
  readonly url: string;
  readonly version: string;
  /** Signed in; comes back by itself. */
  readonly nats: NatsConnection;
  /** Of the process that now runs. */
  readonly pid: () => number;
  /** Ends the process at once, as a machine that fails would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port, with the data that it had. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

const LOGIN = { user: 'reader', pass: 'a password of NATS' } as const;

/** Starts an empty server. Throws `CannotInstall`. */
export async function startJetstream(): Promise<JetstreamServer> {
  installDebian('NATS JetStream', ['nats-server']);
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-jetstream-'));
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  let server = await serve(folder, port);
  const nats = await connect({ servers: url, ...LOGIN, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  return {
    url,
    version: nats.info?.version ?? 'of an unknown version',
    nats,
    pid: () => server.pid,
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      server = await serve(folder, port);
    },
    stop: async () => {
      await nats.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serve(folder: string, port: number): Promise<ServerProcess> {
  const listen = ['--addr', '127.0.0.1', '--port', String(port), '--user', LOGIN.user, '--pass', LOGIN.pass];
  return startServer({
    command: 'nats-server',
    args: [...listen, '--jetstream', '--store_dir', folder],
    logFile: join(folder, 'nats.log'),
    isReady: async () => {
      const nats = await connect({ servers: `nats://127.0.0.1:${port}`, ...LOGIN, reconnect: false, timeout: 500 });
      await nats.close();
      return true;
    },
  });
}
