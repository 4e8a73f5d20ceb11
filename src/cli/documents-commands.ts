import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, messageOf } from '../errors.ts';
import { distrustDocument, trustDocuments } from '../operations/trust-documents.ts';
import { buildGraphqlSchema } from '../schema/build-schema.ts';
import { createDocuments } from '../server/documents.ts';
import type { AnswerOptions } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { createOutput } from './output.ts';
import { addAnswer } from './options.ts';
import { withApp } from './with-app.ts';
import type { Command } from 'commander';

/** Adds `promisegraph documents`. */
export function addDocumentsCommands(program: Command): void {
  const documents = program.command('documents').description('GraphQL documents that are trusted');
  addAnswer(
    documents,
    'add <files...>',
    'trust the documents in these files, by their exact text, and print the hash by which clients ask for each',
  ).action(addDocumentsCommand);
  addAnswer(documents, 'list', 'list the trusted documents').action(listDocumentsCommand);
  addAnswer(documents, 'remove <hash>', 'no longer trust a document').action(removeDocumentCommand);
}

/** `promisegraph documents add <files...>`: all of them or, when one does not fit the schema, none. */
async function addDocumentsCommand(files: readonly string[], options: AnswerOptions): Promise<void> {
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
    createOutput(options).answer(trusted, lines.join('\n'));
  });
}

/** `promisegraph documents list`. */
function listDocumentsCommand(options: AnswerOptions): Promise<void> {
  return withApp(options, async ({ deps: { store } }) => {
    const found = (await store.trustedDocuments.all()).map(({ hash, name, addedAt }) => ({ hash, name, addedAt }));
    const lines = found.map(({ hash, name, addedAt }) => `sha256:${hash}  ${name}  ${addedAt}`);
    createOutput(options).answer(found, lines.join('\n') || 'no trusted documents');
  });
}

/** `promisegraph documents remove <hash>`. */
function removeDocumentCommand(hash: string, options: AnswerOptions): Promise<void> {
  const bare = hash.replace(/^sha256:/, '');
  return withApp(options, async ({ deps }) => {
    await distrustDocument(deps, OPERATOR, bare);
    createOutput(options).answer({ hash: bare }, `sha256:${bare}  is no longer trusted`);
  });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('INPUT_INVALID', `${file}: expected a readable file: ${messageOf(cause)}`, { file }, { cause });
  });
}
