import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../../../plugins/tryton/client.ts';
import { TrytonConfig } from '../../../plugins/tryton/config.ts';
import { kindsOf } from '../../../plugins/tryton/kinds/all-kinds.ts';
import { listIds } from '../../../plugins/tryton/read.ts';
import type { OpenHttp } from '../../../src/providers/index.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { egressOf } from '../../../src/providers/http/egress.ts';
import { startTryton } from '../tryton.ts';

/**
 * Records what the seeded Tryton answers when each kind is loaded, for the tests of the mapping: `node --import
 * @swc-node/register/esm-register scripts/sources/tryton/record.ts`. The company is made up; of the sign-in nothing is kept.
 */
interface Recorded {
  readonly method: string;
  readonly result: unknown;
}

const FILE = join(import.meta.dirname, '../../../test/plugins/tryton/replies.json');
const server = await startTryton();
try {
  await prepare();
  const config = TrytonConfig.parse({ ...server, zone: 'America/Chicago' });
  const kinds: Record<string, { ids: readonly number[]; replies: readonly Recorded[] }> = {};
  for (const [name, kind] of Object.entries(kindsOf(config))) {
    const replies: Recorded[] = [];
    const client = createClient(config, { http: recording(createHttp(egressOf(config)), replies) });
    const { signal } = new AbortController();
    const ids = [];
    for await (const some of listIds(client, kind, signal)) ids.push(...some);
    replies.length = 0;
    await kind.load(client, ids, signal);
    kinds[name] = { ids, replies: replies.filter(({ method }) => method.endsWith('.search_read')) };
  }
  writeFileSync(FILE, `${JSON.stringify(kinds)}\n`);
} finally {
  await server.stop();
}

/** One order on hold, one with its goods reserved, one shipped and billed. */
async function prepare(): Promise<void> {
  const { rpc } = server;
  const [first, , third, , , , last] = await rpc.search('sale.sale', []);
  const shipmentOf = async (sale = 0): Promise<readonly number[]> =>
    rpc.search('stock.shipment.out', [['moves.sale', '=', sale]]);
  await rpc.create('ir.note', [
    { resource: `sale.sale,${first}`, message: 'Hold (credit): over the limit\n[promisegraph a b done]' },
  ]);
  await rpc.call('stock.shipment.out', 'draft', [await shipmentOf(first)]);
  await rpc.call('stock.shipment.out', 'assign_try', [await shipmentOf(third)]);
  for (const step of ['assign_try', 'pick', 'pack', 'done'])
    await rpc.call('stock.shipment.out', step, [await shipmentOf(last)]);
  const [sale] = await rpc.read('sale.sale', [last ?? 0], ['invoices']);
  await rpc.call('account.invoice', 'post', [sale?.invoices]);
}

function recording(open: OpenHttp, replies: Recorded[]): OpenHttp {
  return (options) => {
    const http = open(options);
    return {
      request: async (path, request) => {
        const reply = await http.request(path, request);
        const { method } = request.json as { method: string };
        const { result } = JSON.parse(reply.text()) as { result: unknown };
        replies.push({ method, result });
        return reply;
      },
    };
  };
}
