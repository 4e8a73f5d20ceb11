import { createHash } from 'node:crypto';
import SftpClient from 'ssh2-sftp-client';
import { messageOf, ProviderError } from '../../../src/providers/index.ts';
import type { Sftp } from '../config.ts';
import { isBeingWritten, type Place } from './place.ts';

const TIMEOUT_MS = 10_000;

/** A folder of an SFTP server, over one connection that is made when it is needed and again when it was lost. */
export function createSftpPlace(settings: Sftp, root: string): Place {
  let opening: Promise<SftpClient> | null = null;
  const at = (path: string): string => `${root}/${path}`;
  const folders = new Set<string>();

  async function reach<T>(work: (client: SftpClient) => Promise<T>): Promise<T> {
    opening ??= connect(settings);
    const current = opening;
    try {
      return await work(await current);
    } catch (error) {
      if (isMissing(error)) throw error;
      if (opening === current) opening = null;
      void current.then((client) => client.end()).catch(() => undefined);
      throw toProviderError(error, settings);
    }
  }

  async function orNull<T>(work: (client: SftpClient) => Promise<T>): Promise<T | null> {
    try {
      return await reach(work);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Nothing lies in a folder that nobody has made yet; but where the root is missing, it is looked for in the wrong place. */
  async function noneIn(folder: string): Promise<readonly SftpClient.FileInfo[]> {
    if (await reach((client) => client.exists(folder))) return [];
    throw new ProviderError('config', `folder: expected a folder at ${folder} on ${settings.host}, came none`);
  }

  async function ensureFolderOf(client: SftpClient, path: string): Promise<void> {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (folders.has(folder)) return;
    if (!(await client.exists(folder))) await client.mkdir(folder, true);
    folders.add(folder);
  }

  return {
    async list(folder) {
      const found = (await orNull((client) => client.list(at(folder)))) ?? (await noneIn(root));
      return found
        .filter(({ name, type }) => type === '-' && !isBeingWritten(name))
        .map(({ name, size, modifyTime }) => ({ name, bytes: size, modifiedMs: modifyTime }));
    },
    async read(path) {
      const content = await orNull((client) => client.get(at(path)));
      return Buffer.isBuffer(content) ? content : null;
    },
    write: (path, content) =>
      reach(async (client) => {
        await ensureFolderOf(client, at(path));
        await client.put(Buffer.from(content), `${at(path)}.writing`);
        await client.posixRename(`${at(path)}.writing`, at(path));
      }),
    async move(from, to) {
      await orNull(async (client) => {
        await ensureFolderOf(client, at(to));
        await client.posixRename(at(from), at(to));
      });
    },
    describe: () => `sftp://${settings.host}:${settings.port}/${root}`,
    close: async () => {
      await opening?.then((client) => client.end()).catch(() => undefined);
    },
  };
}

async function connect({ hostKey, privateKey, password, ...where }: Sftp): Promise<SftpClient> {
  // Without listeners of ours the library writes to the console what the caller is told anyway.
  const client = new SftpClient('promisegraph', {
    error: () => undefined,
    end: () => undefined,
    close: () => undefined,
  });
  await client.connect({
    ...where,
    readyTimeout: TIMEOUT_MS,
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && { privateKey }),
    hostVerifier: (key: Buffer) => fingerprint(key) === hostKey,
  });
  return client;
}

/** As `ssh-keygen -lf` prints it. */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Status 2 of SFTP, as the library passes it on. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && /no such file/i.test(error.message) && !(error instanceof ProviderError);
}

function toProviderError(error: unknown, { host, port }: Sftp): ProviderError {
  if (error instanceof ProviderError) return error;
  const message = messageOf(error);
  if (/host denied|verification failed/i.test(message))
    return new ProviderError(
      'config',
      `${host}:${port}: expected the key of hostKey, came another`,
      {},
      { cause: error },
    );
  if (/authentication/i.test(message))
    return new ProviderError('auth', `${host}:${port}: expected to be let in, came: ${message}`, {}, { cause: error });
  return new ProviderError('transient', `${host}:${port}: cannot be reached: ${message}`, {}, { cause: error });
}
