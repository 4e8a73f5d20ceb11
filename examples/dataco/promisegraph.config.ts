import { csv, defineConfig, env } from 'promisegraph';

/** The folder of the data sets: they are not part of the project (see README.md). */
const data = env('PROMISEGRAPH_DATA', '../../../shared/data');

export default defineConfig({
  currency: 'USD',
  zone: 'UTC',
  providers: [csv({ id: 'dataco', mapping: 'mapping.yaml', files: { lines: `${data}/dataco/orders.csv.gz` } })],
  scoring: {
    route: ['carrierServiceId', 'market'],
    categories: ['carrierServiceId', 'market', 'shipTo.region', 'channel', 'category', 'customerSegment'],
    numbers: ['discount', 'discountRate'],
    never: [],
  },
});
