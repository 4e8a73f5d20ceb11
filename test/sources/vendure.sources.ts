import { afterAll, describe } from 'vitest';
import { startVendure } from '../../scripts/sources/vendure.ts';
import { certify } from './certify.ts';
import { openSource } from './open-source.ts';
import { vendureUnderTest } from './vendure/source-under-test.ts';

const server = await openSource('Vendure', startVendure);

describe.skipIf(!server)('Vendure', async () => {
  if (!server) return;
  afterAll(server.stop);
  certify('vendure', `Vendure ${server.version}`, await vendureUnderTest(server));
});
