import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../errors.ts';

/** The example that is copied, and the folder of its test. */
const EXAMPLE = 'examples/provider';
const EXAMPLE_TEST = 'test/examples/provider';

/**
 * `promisegraph providers new <id>`: copies the example provider, its example server and its test into `plugins/<id>` and
 * `test/plugins/<id>` of a checkout, under the new name. Throws `INPUT_INVALID` for a name that does not fit or is taken.
 */
export async function newCommand(id: string): Promise<void> {
  const root = resolve('.');
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id))
    throw new AppError(
      'INPUT_INVALID',
      `expected lower-case letters, digits and dashes, such as acme-wms, came ${JSON.stringify(id)}`,
    );
  if (!(await exists(join(root, EXAMPLE))))
    throw new AppError('INPUT_INVALID', `expected a checkout of promisegraph with ${EXAMPLE}, found none in ${root}`);
  const copies = [
    [EXAMPLE, `plugins/${id}`],
    [EXAMPLE_TEST, `test/plugins/${id}`],
  ] as const;
  for (const [, to] of copies)
    if (await exists(join(root, to)))
      throw new AppError('INPUT_INVALID', `expected a new name, ${to} is there already`);
  for (const [from, to] of copies) await copyRenamed(join(root, from), join(root, to), id);
  process.stdout.write(`wrote plugins/${id} and test/plugins/${id}\nnow run: npx vitest run test/plugins/${id}\n`);
}

async function copyRenamed(from: string, to: string, id: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
  for (const name of await readdir(to)) {
    const text = await readFile(join(to, name), 'utf8');
    await writeFile(join(to, name), renamed(text, id));
  }
}

function renamed(text: string, id: string): string {
  const camel = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return text
    .replaceAll(EXAMPLE, `plugins/${id}`)
    .replaceAll("'acme'", `'${id}'`)
    .replaceAll('# acme', `# ${id}`)
    .replaceAll('Acme', pascal)
    .replace(/\bacme\b(?!\.example)/g, camel);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
