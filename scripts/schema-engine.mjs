#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which `prisma generate` asks for but does not use, and which cannot be
 * downloaded on every machine. It speaks the engine's JSON-RPC over standard input and output, one message a line, and
 * answers `prisma migrate diff` with the WebAssembly build of the same engine. Every other command gets a clear refusal:
 * migrations are applied by `src/store/migrate.ts`, never by the Prisma command line.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const { values: flags } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    version: { type: 'boolean', short: 'V' },
    datasource: { type: 'string' },
    datamodels: { type: 'string', multiple: true, short: 'd' },
  },
});
const engineFolder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));

if (flags.version) {
  process.stdout.write(`schema-engine-wasm ${JSON.parse(readText(join(engineFolder, 'package.json'))).version}\n`);
} else {
  for await (const line of createInterface({ input: process.stdin })) await answer(JSON.parse(line));
  process.exit(0);
}

async function answer({ id, method, params }) {
  if (!method) return; // the reply to our own `print`
  try {
    if (method !== 'diff')
      throw new Error(`'${method}' is not supported by scripts/schema-engine.mjs: only 'migrate diff' is`);
    const { exitCode, stdout } = await diff(params);
    if (stdout) send({ id: 1, method: 'print', params: { content: stdout } });
    send({ id, result: { exitCode, stdout: null } });
  } catch (error) {
    const data = { is_panic: false, message: error.message, meta: null, error_code: error.code ?? null };
    send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function diff(params) {
  const { SchemaEngine } = await loadEngine();
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(JSON.parse(flags.datasource ?? '{}').url),
    connectToShadowDb: () => Promise.reject(new Error('no shadow database: compare with a migrated database instead')),
  });
  const datamodels = flags.datamodels?.map((file) => [file, readText(file)]);
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, factory);
  try {
    return await engine.diff(params);
  } catch (error) {
    const ours = /^External error id#(\d+)/.exec(error.message); // thrown by our side of the connection and kept there
    throw (ours && factory.errorRegistry.consumeError(Number(ours[1]))?.error) ?? error;
  }
}

/** Node 20 cannot import WebAssembly as a module, so the engine is put together by hand. */
async function loadEngine() {
  const bindings = await import(pathToFileURL(join(engineFolder, 'schema_engine_bg.js')).href);
  const module = new WebAssembly.Module(readFileSync(join(engineFolder, 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
  return bindings;
}

/** One lazy connection to the database of a URL, whose `schema` parameter is Prisma's own and unknown to PostgreSQL. */
async function connect(url) {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const address = new URL(url ?? 'postgresql://none');
  const schema = address.searchParams.get('schema') ?? 'public';
  address.searchParams.delete('schema');
  const pool = new pg.Pool({ connectionString: address.href, max: 1, options: `-c search_path="${schema}"` });
  pool.on('error', () => undefined);
  if (!url) pool.query = answerWithoutDatabase;
  return readInternalChar(pool, await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect());
}

/** Even to compare two files the engine asks: is the namespace there, the server's version, its number. */
async function answerWithoutDatabase({ text }) {
  if (!text.includes('server_version_num')) throw new Error('set DATABASE_URL: this comparison reads a database');
  const fields = [16, 25, 23].map((dataTypeID, i) => ({ name: `column${i}`, dataTypeID }));
  return { fields, rows: [[true, 'PostgreSQL 18.0', 180000]] };
}

/** The catalogue's one-byte "char" (type 18) is unknown to the adapter, and the engine wants it as a character, not as text. */
function readInternalChar(pool, adapter) {
  let characters = []; // which columns of the last result: the engine asks one question at a time
  const query = pool.query.bind(pool);
  pool.query = async (...args) => {
    const result = await query(...args);
    characters = result.fields.flatMap(({ dataTypeID }, i) => (dataTypeID === 18 ? [i] : []));
    for (const i of characters) result.fields[i].dataTypeID = 25;
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement);
    for (const i of characters) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

function readText(file) {
  return readFileSync(file, 'utf8');
}
