import { startOdata } from '../../scripts/sources/odata.ts';
import { certify } from './certify.ts';
import { describeSource } from './describe-source.ts';
import { odataUnderTest } from './odata/source-under-test.ts';

await describeSource('OData', startOdata, (server) => {
  certify('odata', `SAP CAP ${server.version}`, odataUnderTest(server));
});
