import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { AppError } from '../../errors.ts';

/** The example that is copied, and the folder of its test. */
const EXAMPLE = 'examples/provider';
const EXAMPLE_TEST = 'test/examples/provider';
const LONGEST_ID = 63;

/**
 * `promisegraph providers new <id>`: copies the example provider, its example server and its test into `plugins/<id>` and
 * `test/plugins/<id>` of a checkout, under the new name. Throws `INPUT_INVALID` for a name that does not fit or is taken.
 */
export async function newCommand(id: string): Promise<void> {
  const root = resolve('.');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > LONGEST_ID)
    throw new AppError(
      'INPUT_INVALID',
      `expected lower-case letters, digits and single dashes, such as acme-wms, ${LONGEST_ID} at most, came ${JSON.stringify(id)}`,
    );
  if (!(await exists(join(root, EXAMPLE))))
    throw new AppError('INPUT_INVALID', `expected a checkout of promisegraph with ${EXAMPLE}, found none in ${root}`);
  const copies = [
    { from: EXAMPLE, to: `plugins/${id}` },
    { from: EXAMPLE_TEST, to: `test/plugins/${id}` },
  ];
  for (const { from, to } of copies) {
    if (await exists(join(root, to)))
      throw new AppError('INPUT_INVALID', `expected a new name, ${to} is there already`);
    if (await saysAlready(join(root, from), id))
      throw new AppError(
        'INPUT_INVALID',
        `expected a name that the code of the example does not use, such as ${id}-api, came ${JSON.stringify(id)}`,
      );
  }
  for (const { from, to } of copies) await copyRenamed(join(root, from), join(root, to), id);
  process.stdout.write(`wrote plugins/${id} and test/plugins/${id}\nnow run: npx vitest run test/plugins/${id}\n`);
}

/** Whether the new name would collide in the copy: with another name there, or with a word of the language. */
async function saysAlready(folder: string, id: string): Promise<boolean> {
  const name = camelCase(id);
  if (isReserved(name)) return true;
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    if (file.endsWith('.ts') && new RegExp(`\\b${name}\\b`).test(text)) return true;
  }
  return false;
}

function isReserved(name: string): boolean {
  try {
    new Script(`'use strict'; async () => { const ${name} = 0; };`);
    return false;
  } catch {
    return true;
  }
}

async function copyRenamed(from: string, to: string, id: string): Promise<void> {
  await cp(from, to, { recursive: true });
  for (const name of await readdir(to)) {
    const text = await readFile(join(to, name), 'utf8');
    await writeFile(join(to, name), renamed(text, id));
  }
}

function renamed(text: string, id: string): string {
  const camel = camelCase(id);
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return text
    .replaceAll(EXAMPLE, `plugins/${id}`)
    .replaceAll("'acme'", `'${id}'`)
    .replaceAll('# acme', `# ${id}`)
    .replaceAll('Acme', pascal)
    .replace(/\bacme\b(?!\.example)/g, camel);
}

function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
