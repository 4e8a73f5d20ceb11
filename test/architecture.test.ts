import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesIn, read } from './support/source-files.ts';

const PARTS = [
  'domain',
  'store',
  'events',
  'scoring',
  'providers',
  'feeds',
  'access',
  'operations',
  'schema',
  'server',
];

/** What a process starts from. */
const START = ['config', 'config-file', 'demo-config', 'clock', 'index', 'plugins/index'];

/**
 * Who may import whom, type-only imports included: a room, and the rooms it may import. A room is a folder of `src`, one file
 * of it, `x.loader` for the loaders of the schema, or a plugin. Every room may import itself and the open ones.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  generated: [],
  store: ['domain', 'generated'],
  events: ['domain'],
  scoring: ['domain'],
  providers: ['domain'],
  feeds: ['domain'],
  access: ['domain'],
  operations: ['domain', 'store', 'events', 'scoring', 'providers', 'feeds', 'access'],
  schema: ['domain', 'operations', 'schema/*.loader'],
  'schema/*.loader': ['schema', 'domain', 'operations', 'store', 'providers'],
  server: ['domain', 'schema', 'operations', 'access', 'feeds', 'store'],
  worker: ['domain', 'schema', 'operations', 'access', 'feeds', 'store'],
  config: ['domain', 'providers', 'scoring', 'access'],
  'config-file': ['config', 'index'],
  'demo-config': ['domain', 'config', 'config-file', 'plugins/index'],
  clock: ['domain'],
  closers: [],
  log: ['domain'],
  'plugins/*': ['providers/index'],
  'plugins/index': ['plugins/*'],
  // What a configuration file sees of the platform.
  index: ['config', 'providers/index', 'plugins/index'],
  app: [...PARTS, 'worker', 'closers', ...START],
  cli: [...PARTS, 'app', ...START],
  main: ['cli', 'app', 'config'],
};

/** Open to all. */
const OPEN = ['errors', 'log'];

/** Packages that only one room may import. */
const PACKAGE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@prisma': ['store', 'generated'],
  pg: ['store', 'plugins/postgres'],
  'graphile-worker': ['store', 'worker'],
  'type-graphql': ['schema'],
  '@tensorflow': ['scoring'],
  cockatiel: ['providers'],
  fastify: ['server'],
  commander: ['cli', 'main'],
  jiti: ['config-file'],
};

const code = filesIn(['src', 'plugins'], /\.ts$/);
const everything = [...code, ...filesIn(['test', 'bench', 'scripts', 'examples'], /\.(ts|mjs)$/)];

describe('imports', () => {
  it('go only where the table allows', () => {
    const forbidden = code.flatMap((file) =>
      importsOf(file, read(file))
        .filter((target) => target.startsWith('.') && !isAllowed(file, resolveImport(file, target)))
        .map((target) => `${file} → ${resolveImport(file, target)}`),
    );

    expect(forbidden).toEqual([]);
  });

  it('of a package with an owner come from the owner', () => {
    const forbidden = code.flatMap((file) =>
      importsOf(file, read(file))
        .filter((target) => !(PACKAGE_OWNERS[packageOf(target)] ?? [ownerRoomOf(file)]).includes(ownerRoomOf(file)))
        .map((target) => `${file} → ${target}`),
    );

    expect(forbidden).toEqual([]);
  });

  it('of a plugin never reach another plugin', () => {
    expect(isAllowed('plugins/csv/read.ts', 'plugins/erp/client.ts')).toBe(false);
    expect(isAllowed('plugins/csv/read.ts', 'plugins/csv/client.ts')).toBe(true);
    expect(isAllowed('plugins/csv/read.ts', 'src/domain/time.ts')).toBe(false);
    expect(isAllowed('plugins/csv/read.ts', 'src/providers/index.ts')).toBe(true);
  });

  it('are read in every form', () => {
    const source = `
      import { a } from './static.ts';
      import type { B } from './type.ts';
      import './bare.ts';
      export * from './export.ts';
      export type { C } from './export-type.ts';
      type D = import('./import-type.ts').D;
      const e = await import('./dynamic.ts');
      const f = await import(\`./template.ts\`);`;

    expect(importsOf('x.ts', source)).toEqual(
      ['static', 'type', 'bare', 'export', 'export-type', 'import-type', 'dynamic', 'template'].map(
        (name) => `./${name}.ts`,
      ),
    );
  });

  it('name rooms that the table knows', () => {
    const homeless = code.filter((file) => !OPEN.includes(roomOf(file)) && !(roomOf(file) in MAY_IMPORT));

    expect(homeless).toEqual([]);
  });
});

describe('what answers a viewer', () => {
  it('has no way to the store but the readers of the viewer', () => {
    const ways = code
      .filter((file) => file.startsWith('src/schema/'))
      .flatMap((file) =>
        importsOf(file, read(file))
          .filter((target) => target.startsWith('.'))
          .map((target) => resolveImport(file, target))
          .filter((to) => to.startsWith('src/store/') && to !== 'src/store/store.ts')
          .map((to) => `${file} → ${to}`),
      );
    const unscoped = code.filter(
      (file) =>
        file.startsWith('src/schema/') &&
        /\b(Deps|Store|createStore|createReaders|readAs)\b/.test(read(file).replaceAll('OfficeDeps', '')),
    );

    expect(ways).toEqual([]);
    expect(unscoped).toEqual([]);
  });
});

describe('files', () => {
  it('have at most 250 lines, or say at the top why they are long', () => {
    const long = everything.filter((file) => {
      const lines = read(file).split('\n');
      return lines.length > 251 && !/long because/i.test(lines.slice(0, 5).join('\n'));
    });

    expect(long).toEqual([]);
  });

  it('have kebab-case names', () => {
    expect(everything.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(posix.basename(file)))).toEqual(
      [],
    );
  });

  it('leave nothing to do without an issue', () => {
    const open = everything.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) =>
          /\b(TO[D]O|FIX[M]E|XX[X])\b(?!\(#\d+\))/.test(line) ? [`${file}:${index + 1}`] : [],
        ),
    );

    expect(open).toEqual([]);
  });
});

/** `src/store/lines.ts` is of the room `store`, `src/app.ts` of `app`, `plugins/csv/read.ts` of `plugins/*`. */
function roomOf(file: string): string {
  if (file === 'plugins/index.ts') return 'plugins/index';
  if (file.startsWith('plugins/')) return 'plugins/*';
  if (/^src\/schema\/.*\.loader\.ts$/.test(file)) return 'schema/*.loader';
  const [, folder = '', rest] = file.split('/', 3);
  return rest === undefined ? folder.replace(/\.ts$/, '') : folder;
}

/** For packages, loaders have no room of their own, being the schema's, and each plugin has one. */
function ownerRoomOf(file: string): string {
  const [, plugin] = /^(plugins\/[^/]+)\//.exec(file) ?? [];
  return plugin ?? roomOf(file).replace('/*.loader', '');
}

function isAllowed(from: string, to: string): boolean {
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (fromRoom === 'plugins/*' && toRoom === 'plugins/*') return from.split('/')[1] === to.split('/')[1];
  if (fromRoom === toRoom || OPEN.includes(toRoom)) return true;
  const allowed = MAY_IMPORT[fromRoom] ?? [];
  return allowed.includes(toRoom) || (to === `src/${toRoom}/index.ts` && allowed.includes(`${toRoom}/index`));
}

function resolveImport(file: string, target: string): string {
  return posix.join(posix.dirname(file), target);
}

function packageOf(target: string): string {
  return target.split('/')[0] ?? target;
}

/** What a file imports, as written: `import`, `import type`, `export … from`, `import('…')` as a call and as a type. */
function importsOf(file: string, source: string): readonly string[] {
  const found: string[] = [];
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.ESNext));
  return found;

  function visit(node: ts.Node): void {
    const target = targetOf(node);
    if (target && ts.isStringLiteralLike(target)) found.push(target.text);
    ts.forEachChild(node, visit);
  }
}

function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}
