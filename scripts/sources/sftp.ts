import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { installDebian } from './install-debian.ts';
import { startServer, type ServerProcess } from './server-process.ts';

/** An OpenSSH server on loopback that serves SFTP alone, to the user who started it, by key. */
export interface SftpServer {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly privateKey: string;
  /** A key that the server does not know. */
  readonly otherKey: string;
  /** Of the server's key, as `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  /** Folder of this machine whose files it shows; paths over SFTP are the same. */
  readonly folder: string;
  readonly version: string;
  /** Ends the process at once, as a machine that fails would. Connections that are open live on in processes of their own. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

const SSHD = '/usr/sbin/sshd';

/** Throws `CannotInstall`. */
export async function startSftp(): Promise<SftpServer> {
  installDebian('SFTP', ['openssh-server', 'openssh-client']);
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 }); // as root it wants this folder
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-sftp-'));
  for (const name of ['host', 'client', 'other'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  const port = await freePort();
  const configuration = join(folder, 'sshd_config');
  writeFileSync(configuration, configurationOf(folder, port));
  let server = await serve(configuration, folder, port);
  return {
    ...{ host: '127.0.0.1', port, username: userInfo().username, folder },
    privateKey: readFileSync(join(folder, 'client'), 'utf8'),
    otherKey: readFileSync(join(folder, 'other'), 'utf8'),
    hostKey: fingerprintOf(join(folder, 'host.pub')),
    version: await bannerOf(port),
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      server = await serve(configuration, folder, port);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configurationOf(folder: string, port: number): string {
  return [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'client.pub')}`,
    `PidFile ${join(folder, 'sshd.pid')}`,
    'PubkeyAuthentication yes',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    'MaxStartups 100',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
  ].join('\n');
}

function serve(configuration: string, folder: string, port: number): Promise<ServerProcess> {
  return startServer({
    command: SSHD,
    args: ['-D', '-e', '-f', configuration],
    logFile: join(folder, 'sshd.log'),
    isReady: async () => (await bannerOf(port)).startsWith('SSH-2.0'),
  });
}

/** What it says first, such as `SSH-2.0-OpenSSH_9.2p1`. */
function bannerOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('utf8').trim());
    });
  });
}

function fingerprintOf(publicKey: string): string {
  const printed = execFileSync('ssh-keygen', ['-lf', publicKey], { encoding: 'utf8' });
  return printed.split(' ')[1] ?? '';
}
