import { afterAll, describe } from 'vitest';
import { startTryton } from '../../scripts/sources/tryton.ts';
import { certify } from './certify.ts';
import { openSource } from './open-source.ts';
import { trytonUnderTest } from './tryton/source-under-test.ts';

const server = await openSource('Tryton', startTryton);

describe.skipIf(!server)('Tryton', async () => {
  if (!server) return;
  afterAll(server.stop);
  certify('tryton', `Tryton ${server.version}`, await trytonUnderTest(server));
});
