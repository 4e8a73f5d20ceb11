import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

/** Prisma downloads a native engine where it can; where it could not, our stand-in does the little that we ask of it. */
const engines = join(import.meta.dirname, 'node_modules/@prisma/engines');
const hasNativeEngine = existsSync(engines) && readdirSync(engines).some((file) => file.startsWith('schema-engine-'));
if (!hasNativeEngine) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, 'scripts/schema-engine.mjs');
}
process.env.CHECKPOINT_DISABLE ??= '1'; // no question to Prisma about newer versions

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL === undefined ? {} : { datasource: { url: process.env.DATABASE_URL } }),
});
