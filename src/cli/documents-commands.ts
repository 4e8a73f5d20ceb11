import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { openApp, type App } from '../app.ts';
import { AppError, messageOf } from '../errors.ts';
import { distrustDocument, trustDocuments } from '../operations/trust-documents.ts';
import { buildGraphqlSchema } from '../schema/build-schema.ts';
import { createDocuments } from '../server/documents.ts';
import { readBookInput, type BookOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';

type DocumentsOptions = BookOptions & { readonly json?: boolean };

/** `promisegraph documents add <files...>`: all of them or, when one does not fit the schema, none. */
export async function addDocumentsCommand(files: readonly string[], options: DocumentsOptions): Promise<void> {
  const { schema } = await buildGraphqlSchema();
  const checked = createDocuments(schema);
  const documents = await Promise.all(
    files.map(async (file) => ({ name: basename(file), body: await readText(file) })),
  );
  for (const { name, body } of documents) {
    const document = checked.get(body);
    if (!('kind' in document))
      throw new AppError('INPUT_INVALID', `${name}: ${document[0]?.message ?? 'cannot be read'}`, { file: name });
  }
  await withApp(options, async ({ deps }) => {
    const trusted = await trustDocuments(deps, OPERATOR, documents);
    const lines = trusted.map(({ hash, name, isNew }) => `sha256:${hash}  ${name}${isNew ? '' : '  (was there)'}`);
    createOutput({ json: options.json ?? false }).answer(trusted, lines.join('\n'));
  });
}

/** `promisegraph documents list`. */
export function listDocumentsCommand(options: DocumentsOptions): Promise<void> {
  return withApp(options, async ({ deps: { store } }) => {
    const found = (await store.trustedDocuments.all()).map(({ hash, name, addedAt }) => ({ hash, name, addedAt }));
    const lines = found.map(({ hash, name, addedAt }) => `sha256:${hash}  ${name}  ${addedAt}`);
    createOutput({ json: options.json ?? false }).answer(found, lines.join('\n') || 'no trusted documents');
  });
}

/** `promisegraph documents remove <hash>`. */
export function removeDocumentCommand(hash: string, options: DocumentsOptions): Promise<void> {
  const bare = hash.replace(/^sha256:/, '');
  return withApp(options, async ({ deps }) => {
    await distrustDocument(deps, OPERATOR, bare);
    createOutput({ json: options.json ?? false }).answer({ hash: bare }, `sha256:${bare}  is no longer trusted`);
  });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', `${file}: expected a readable file: ${messageOf(cause)}`, { file }, { cause });
  });
}

async function withApp(options: DocumentsOptions, work: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp(await readBookInput(options));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
