import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTryton } from '../../scripts/sources/tryton.ts';
import { tryton as trytonProvider } from '../../plugins/index.ts';
import { createTestDatabase, loadAnswer } from '../cli/in-process.ts';
import { openHost } from '../providers/open-host.ts';
import { collect, runCli, spawnCli } from '../support/cli.ts';
import { describeSource } from './describe-source.ts';
import { orderOf, quoteLike } from './tryton/deeds.ts';
import { saidIn } from './tryton/said-in.ts';

const LOADER = ['--import', '@swc-node/register/esm-register'];
const PROGRAM = join(import.meta.dirname, 'tryton/act-and-hang.ts');

await describeSource('Tryton', startTryton, (tryton) => {
  const folder = mkdtempSync(join(tmpdir(), 'promisegraph-killed-'));
  const { database, username, password } = tryton;
  const settings = (url: string) => ({
    ...{ id: 'erp', url, database, username, password },
    zone: 'America/Chicago',
    pageSize: 3,
  });
  const door = openDoor(tryton.url);

  beforeAll(async () => {
    if (!door.server.listening) await once(door.server, 'listening');
  });
  afterAll(() => {
    door.close();
    rmSync(folder, { recursive: true });
  });

  it('loses nothing and applies nothing twice when the platform is killed within its intake and started again', async () => {
    const { saleId } = await orderOf(tryton, 'PUMP');
    for (let copies = 0; copies < 10; copies += 1) await quoteLike(tryton, saleId);
    const config = join(folder, 'promisegraph.config.ts');
    const plugins = join(import.meta.dirname, '../../plugins/index.ts');
    const source = `import { tryton } from ${JSON.stringify(plugins)};\nexport default { currency: 'USD', providers: [tryton(${JSON.stringify(settings(door.url()))})] };\n`;
    writeFileSync(config, source);
    const args = ['load', '--config', config, '--json'];
    const [whole, killed] = [await createTestDatabase(), await createTestDatabase()];
    const env = ({ url }: typeof whole) => ({ DATABASE_URL: url, DATA_DIR: folder });
    const expected = loadAnswer(await runCli(args, env(whole)));

    door.holdFrom(Math.floor(door.requests() / 2)); // half of what a whole load asks for
    const child = spawnCli(args, env(killed));
    const ended = collect(child);
    await door.held();
    child.kill('SIGKILL');
    await ended;
    door.release();
    const again = loadAnswer(await runCli(args, env(killed)));

    const [book, wholeBook] = [await saidIn(killed.url), await saidIn(whole.url)];
    expect(again.book).toEqual(expected.book);
    expect(book).toEqual(wholeBook);
    expect(book.inbox_event?.length).toBeGreaterThan(50);
    for (const { drop } of [whole, killed]) await drop();
  });

  it('does a deed once when the platform is killed within its write-back and asks again', async () => {
    const { number, saleId } = await orderOf(tryton, 'MOTOR');
    const deed = {
      action: 'note',
      input: { orderId: number, text: 'a note of a killed process' },
      idempotencyKey: 'killed',
    };
    const before = await notesOf(saleId);
    door.holdAnswerOf('create');
    const child = spawn(
      process.execPath,
      [...LOADER, PROGRAM, JSON.stringify(settings(door.url())), JSON.stringify(deed)],
      { stdio: 'ignore' },
    );
    await door.held();
    child.kill('SIGKILL');
    door.release();

    const erp = openHost([trytonProvider(settings(tryton.url))]).get('erp');
    const outcome = await erp.act(deed.action, deed.input, { idempotencyKey: deed.idempotencyKey });

    expect(outcome.status).toBe('alreadyApplied');
    expect(await notesOf(saleId)).toBe(before + 1);
  });

  async function notesOf(saleId: number): Promise<number> {
    return (await tryton.rpc.search('ir.note', [['resource', '=', `sale.sale,${saleId}`]])).length;
  }
});

/** Stands before Tryton and, when it is told to, lets a request through and its answer not. */
function openDoor(upstream: string) {
  let count = 0;
  let isToHold: (body: string) => boolean = () => false;
  let onHeld: () => void = () => undefined;
  let heldOnce = new Promise<void>((resolve) => (onHeld = resolve));
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      count += 1;
      const body = Buffer.concat(chunks);
      const isHeld = isToHold(body.toString());
      const passed = request(
        new URL(incoming.url ?? '/', upstream),
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          if (!isHeld) {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
            return;
          }
          answer.resume().on('end', onHeld);
        },
      );
      passed.on('error', () => outgoing.destroy());
      passed.end(body);
    });
  }).listen(0, '127.0.0.1');
  const hold = (which: (body: string) => boolean): void => {
    isToHold = which;
    heldOnce = new Promise((resolve) => (onHeld = resolve));
  };
  return {
    server,
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => count,
    /** From so many requests on. */
    holdFrom: (requests: number) => {
      const until = count + requests;
      hold(() => count >= until);
    },
    holdAnswerOf: (method: string) => hold((body) => body.includes(`.${method}"`)),
    held: () => heldOnce,
    release: () => {
      isToHold = () => false;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
