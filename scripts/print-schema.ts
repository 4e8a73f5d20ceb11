import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printGraphqlSchema } from '../src/schema/build-schema.ts';

/** Writes `schema.graphql`; run as `npm run schema` after a change of the schema. */
await writeFile(resolve(import.meta.dirname, '../schema.graphql'), await printGraphqlSchema());
