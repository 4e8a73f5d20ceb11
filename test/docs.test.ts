import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadConfigFile } from '../src/config-file.ts';
import { ERROR_CODES } from '../src/errors.ts';
import { filesIn, read, ROOT } from './support/source-files.ts';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((page) => existsSync(join(ROOT, page))),
  ...filesIn(['docs', 'examples', 'plugins'], /\.md$/),
];
const decisions = filesIn(['docs/decisions'], /\.md$/);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

describe('docs/errors.md', () => {
  const page = read('docs/errors.md');

  it('explains every code of the table in the code, and no other', () => {
    const explained = [...page.matchAll(/^## `([A-Z_]+)`$/gm)].map(([, code]) => code);

    expect(explained).toEqual(Object.keys(ERROR_CODES));
  });

  it('gives the retry and the audience that the code has', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| (\w+) +\| (\w+) +\|$/gm)].map(([, code = '', retry, tell]) => [
      code,
      { retry, tell },
    ]);

    expect(Object.fromEntries(rows)).toEqual(ERROR_CODES);
  });

  it('says cause, effect and what to do for each', () => {
    const entries = page.split(/^## /m).slice(1);
    const short = entries.filter((entry) => !/Cause\*\*.*Effect\*\*.*What to do\*\*/s.test(entry));

    expect(short).toEqual([]);
  });
});

describe('every page', () => {
  it.each(pages)('%s links only to what is there', (page) => {
    const missing = linksOf(read(page)).filter((link) => !leads(page, link));

    expect(missing).toEqual([]);
  });

  it.each(pages)('%s names only npm scripts that exist', (page) => {
    const named = [...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('walks through files that are there', () => {
    const named = [...read('docs/architecture.md').matchAll(/`((?:src|plugins|test)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('every query in the pages and examples', () => {
  const examples = filesIn(['examples'], /\.graphql$/).map((path) => [path, read(path)]);
  const inPages = pages.flatMap((page) =>
    [...read(page).matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => [page, query]),
  );

  it.each([...inPages, ...examples])('of %s fits the schema', (_page, query) => {
    const schema = buildSchema(read('schema.graphql'), { assumeValidSDL: true });

    expect(validate(schema, parse(query))).toEqual([]);
  });
});

describe('decisions', () => {
  it('are numbered without a gap', () => {
    expect(decisions.map((path) => Number(posix.basename(path).slice(0, 4)))).toEqual(
      decisions.map((_, index) => index + 1),
    );
  });

  it.each(decisions)('%s has a status, the context, the decision and its consequences', (path) => {
    const text = read(path);

    expect(text).toMatch(/^# \d{4}: .+$/m);
    expect(text).toMatch(/^Status: (proposed|accepted|superseded by \[\d{4}\]\(.+\))$/m);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'Context',
      'Decision',
      'Consequences',
    ]);
  });
});

describe('README.md', () => {
  it('gives the two commands that run and test a clean clone', () => {
    const commands =
      read('README.md')
        .match(/```sh\n([\s\S]*?)```/)?.[1]
        ?.split('\n')
        .filter(Boolean) ?? [];

    expect(commands.map((line) => line.replace(/ +#.*$/, ''))).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  it('maps every folder of the source', () => {
    const folders = new Set(filesIn(['src'], /\.ts$/).flatMap((path) => path.match(/^src\/([^/]+)\//)?.[1] ?? []));
    const page = read('README.md');

    expect([...folders].filter((folder) => !page.includes(`src/${folder}/`))).toEqual([]);
  });
});

describe('docs/configuration.md', () => {
  it('shows a configuration that loads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'promisegraph-docs-'));
    const file = join(folder, 'promisegraph.config.ts');
    writeFileSync(file, read('docs/configuration.md').match(/```ts\n([\s\S]*?)```/)?.[1] ?? '');

    const { config } = await loadConfigFile(file);
    rmSync(folder, { recursive: true });

    expect(config).toMatchObject({
      currency: 'EUR',
      zone: 'Europe/Berlin',
      providers: [{ settings: { id: 'book', from: 'orders.csv' } }],
    });
  });

  it('lists every environment variable that the program reads', () => {
    const page = read('docs/configuration.md');
    const declared = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z/gm)].map(([, name = '']) => name);
    const elsewhere = filesIn(['src', 'plugins'], /\.ts$/).flatMap((file) =>
      [...read(file).matchAll(/process\.env\.([A-Z][A-Z_]+)/g)].map(([, name = '']) => name),
    );

    expect(declared).toContain('PORT');
    expect([...declared, ...elsewhere].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  const words = [
    ...[
      'order',
      'line',
      'site',
      'promise',
      'promise risk',
      'ATP',
      'allocation',
      'backorder',
      'hold',
      'exception',
      'wave',
    ],
    ...['carrier cutoff', 'dock', 'SLA', 'tier', 'penalty', 'cost of delay', 'OTIF', 'signal', 'feature'],
    ...['proposal', 'approval', 'write-back', 'echo'],
  ];

  it.each(words)('explains %s', (word) => {
    const explained = [...read('docs/glossary.md').matchAll(/^\| ([^|]+?) +\|/gm)].flatMap(([, cell = '']) =>
      cell.split(', '),
    );

    expect(explained).toContain(word);
  });
});

/** Targets of Markdown links and pictures that stay inside the project. */
function linksOf(markdown: string): readonly string[] {
  const text = markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?|mailto):/.test(target));
}

function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
}

/** The anchors that a Markdown reader makes of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
