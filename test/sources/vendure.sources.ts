import { startVendure } from '../../scripts/sources/vendure.ts';
import { certify } from './certify.ts';
import { describeSource } from './describe-source.ts';
import { vendureUnderTest } from './vendure/source-under-test.ts';

await describeSource(
  'Vendure',
  () => startVendure(),
  async (server) => {
    certify('vendure', `Vendure ${server.version}`, await vendureUnderTest(server));
  },
);
