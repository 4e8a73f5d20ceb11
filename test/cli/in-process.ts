import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { reportFailure } from '../../src/cli/report-failure.ts';
import type { CliRun } from '../support/cli.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Runs a command in this process, as `src/main.ts` does, with these environment variables; one run at a time. */
export async function runHere(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  let [stdout, stderr] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean((stdout += String(chunk)))),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => Boolean((stderr += String(chunk)))),
  ];
  for (const [name, value] of Object.entries({ LOG_LEVEL: '', ...env })) vi.stubEnv(name, value);
  const listeners = SIGNALS.map((name) => process.listeners(name));
  try {
    process.exitCode = 0;
    await createProgram().parseAsync(args, { from: 'user' });
    return { code: process.exitCode, stdout, stderr };
  } catch (error) {
    return { code: reportFailure(error), stdout, stderr };
  } finally {
    process.exitCode = 0;
    for (const [index, name] of SIGNALS.entries())
      for (const added of process.listeners(name).filter((one) => !listeners[index]?.includes(one)))
        process.removeListener(name, added);
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** What `load --json` answers. */
export interface LoadAnswer {
  readonly records: number;
  readonly newEvents: number;
  readonly applied: number;
  readonly parked: number;
  readonly scored: number;
  readonly sources: readonly { readonly providerId: string; readonly problem: string | null }[];
  readonly model: string | null;
  readonly book: Readonly<Record<string, number>>;
  readonly stateHash: string;
}

/** The answer on standard output, which must be one line of JSON and nothing else. Throws with standard error when it is not. */
export function loadAnswer({ stdout, stderr }: CliRun): LoadAnswer {
  if (!/^\{.*\}\n$/.test(stdout)) throw new Error(`expected one line of JSON, came ${stdout || stderr}`);
  return JSON.parse(stdout) as LoadAnswer;
}

/** A failure is one line for people, without a stack. */
export function oneLine(stderr: string): string {
  expect(stderr).toMatch(/^promisegraph: .*\n$/);
  return stderr.trim();
}

/** A database of its own on the test server. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `cli_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
