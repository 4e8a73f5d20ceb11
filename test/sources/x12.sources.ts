import { expect, it } from 'vitest';
import { startSftp } from '../../scripts/sources/sftp.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { readProvider } from '../../src/operations/read-provider.ts';
import type { SourceUnderTest } from '../../src/providers/index.ts';
import { openMemoryBook } from '../operations/memory-book.ts';
import { createDropFolder } from '../plugins/x12/drop-folder.ts';
import { folderUnderTest } from '../plugins/x12/folder-under-test.ts';
import { CHANGE, NOTICE, ORDER } from '../plugins/x12/made-up.ts';
import { openHost } from '../providers/open-host.ts';
import { certify } from './certify.ts';
import { describeSource } from './describe-source.ts';

const signal = new AbortController().signal;

await describeSource('X12 over SFTP', startSftp, (server) => {
  const { host, port, username, privateKey, hostKey, otherKey } = server;
  const sftp = { host, port, username, privateKey, hostKey };

  certify('x12', `OpenSSH ${server.version}`, (): SourceUnderTest => {
    const folder = createDropFolder();
    const { skips = {}, close, faulty: _none, ...local } = folderUnderTest(folder, { sftp });
    const { 'C01.4': _asked, 'C09.4': _hang, 'C09.5': _cut, 'C09.6': _half, 'C09.9': _abort, ...others } = skips;
    return {
      ...local,
      secrets: [privateKey],
      unreachable: folder.provider({ sftp: { ...sftp, port: 1 } }),
      wrongCredentials: folder.provider({ sftp: { ...sftp, privateKey: otherKey } }),
      faulty: {
        upstream: `tcp://${host}:${port}`,
        through: (url) => {
          const proxy = new URL(url);
          return folder.provider({ sftp: { ...sftp, host: proxy.hostname, port: Number(proxy.port) } });
        },
      },
      skips: others,
      ...(close && { close }),
    };
  });

  it('talks to no server with another key', async () => {
    const folder = createDropFolder();
    const provider = openHost([folder.provider({ sftp: { ...sftp, hostKey: `SHA256:${'A'.repeat(43)}` } })]).get('edi');

    expect(await provider.check()).toMatchObject({ ok: false, problem: expect.stringContaining('hostKey') as string });
    folder.remove();
  });

  it('loses nothing and applies nothing twice when the server is killed between two polls, and answers each file once', async () => {
    const folder = createDropFolder();
    const { deps } = await openMemoryBook();
    const providers = openHost([folder.provider({ sftp })]);
    const book: Deps = { ...deps, providers };
    const take = () => readProvider(book, providers.get('edi'), { signal });
    folder.send([ORDER]);
    folder.send([CHANGE]);

    await take();
    await server.kill();
    folder.send([NOTICE]);
    const before = openHost([folder.provider({ sftp })]);
    expect((await readProvider({ ...deps, providers: before }, before.get('edi'), { signal })).problem).toMatch(
      /cannot be reached/,
    );
    await server.restart();
    expect((await take()).problem).toBe(null);

    const events = (await deps.store.inbox.pending(100))
      .map(({ type }) => type)
      .filter((type) => !type.startsWith('provider'));
    expect(events.sort()).toEqual([
      'order.cancelled',
      'order.changed',
      'order.placed',
      'shipment.confirmed',
      'shipment.departed',
      'shipment.etaChanged',
    ]);
    expect([folder.names('in'), folder.names('out').length, folder.names('archive').length]).toEqual([[], 3, 3]);
    folder.remove();
  });
});
