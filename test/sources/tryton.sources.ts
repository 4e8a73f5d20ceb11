import { startTryton } from '../../scripts/sources/tryton.ts';
import { certify } from './certify.ts';
import { describeSource } from './describe-source.ts';
import { trytonUnderTest } from './tryton/source-under-test.ts';

await describeSource('Tryton', startTryton, async (server) => {
  certify('tryton', `Tryton ${server.version}`, await trytonUnderTest(server));
});
