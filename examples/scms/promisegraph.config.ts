import { csv, defineConfig, env } from 'promisegraph';

/** The folder of the data sets: they are not part of the project (see README.md). */
const data = env('PROMISEGRAPH_DATA', '../../../shared/data');

export default defineConfig({
  currency: 'USD',
  zone: 'UTC',
  providers: [csv({ id: 'scms', mapping: 'mapping.yaml', files: { lines: `${data}/scms/visible.csv.gz` } })],
  scoring: {
    route: ['shipTo.country', 'fulfilVia'],
    categories: [
      'shipTo.country',
      'fulfilVia',
      'incoTerm',
      'carrierServiceId',
      'managedBy',
      'project',
      'supplierId',
      'manufacturingSite',
      'productGroup',
      'subClassification',
      'molecule',
      'brand',
      'dosage',
      'dosageForm',
      'datedBy',
    ],
    numbers: ['packSize', 'packPrice', 'unitPrice'],
    never: [],
  },
});
