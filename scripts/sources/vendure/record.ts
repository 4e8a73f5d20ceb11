import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type VendureClient } from '../../../plugins/vendure/client.ts';
import { VendureConfig } from '../../../plugins/vendure/config.ts';
import { KINDS, readKind } from '../../../plugins/vendure/read.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { egressOf } from '../../../src/providers/http/egress.ts';
import { z } from '../../../src/providers/index.ts';
import { startVendure } from '../vendure.ts';

/**
 * Records what the seeded Vendure answers to the first page of each kind, for the tests of the mapping: `node --import
 * @swc-node/register/esm-register scripts/sources/vendure/record.ts`. The shop is made up; of the sign-in nothing is kept.
 */
const FILE = join(import.meta.dirname, '../../../test/plugins/vendure/replies.json');
const { signal } = new AbortController();
const server = await startVendure();
try {
  await prepare();
  const config = VendureConfig.parse({
    url: server.url,
    signIn: { username: server.username, password: server.password },
    holdState: 'OnHold',
    fields: {
      promisedShipBy: 'promisedShipBy',
      promisedDeliverBy: 'promisedDeliverBy',
      holdKind: 'holdKind',
      holdReason: 'holdReason',
    },
  });
  const client = createClient(config, { http: createHttp(egressOf(config)) });
  const replies: Record<string, unknown> = {};
  for (const kind of KINDS.keys()) {
    const asking: VendureClient['ask'] = async (question) => {
      const data = await client.ask({ ...question, data: z.unknown() }, signal);
      replies[kind] = data;
      return question.data.parse(data);
    };
    for await (const _ of readKind({ config, ask: asking }, kind, null, { signal })) break;
  }
  writeFileSync(FILE, `${JSON.stringify(replies)}\n`);
} finally {
  await server.stop();
}

/** One order on hold, one of which a piece was cancelled, one delivered. */
async function prepare(): Promise<void> {
  const { deeds } = server;
  const lines = [{ itemId: '1', quantity: 3 }];
  const held = await deeds.placeOrder({ customerId: '1', lines });
  await deeds.setOrderFields(held.id, { holdKind: 'credit', holdReason: 'over the limit' });
  await deeds.transition(held.id, 'OnHold');
  await deeds.cancelPieces(await deeds.placeOrder({ customerId: '2', lines }), 1);
  const delivered = await deeds.fulfil(await deeds.placeOrder({ customerId: '3', lines }));
  for (const state of ['Shipped', 'Delivered']) await deeds.transitionFulfilment(delivered, state);
}
