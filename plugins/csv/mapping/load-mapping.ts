import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { AppError, isAppError, messageOf } from '../../../src/providers/index.ts';
import { Mapping } from './mapping-schema.ts';
import { neededColumns, type NeededColumns } from './needed-columns.ts';

/** A mapping that was found to be right, as far as can be told without its files. */
export interface LoadedMapping {
  readonly path: string;
  readonly mapping: Mapping;
  readonly needed: NeededColumns;
  /** SHA-256 of the mapping file: after a change of it, files are read again from the start. */
  readonly sha256: string;
}

/** Reads and checks a mapping file. Throws `CONFIG_INVALID` that names every wrong field and what is accepted there. */
export function loadMapping(path: string): LoadedMapping {
  const text = readMapping(path);
  const parsed = Mapping.safeParse(parseYaml(text, path));
  if (!parsed.success)
    throw new AppError('CONFIG_INVALID', `${path}: ${parsed.error.issues.map(describe).join('; ')}`, { path });
  const mapping = parsed.data;
  return {
    path,
    mapping,
    needed: named(path, () => neededColumns(mapping)),
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

function readMapping(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `expected a mapping file at ${path}, came ${messageOf(cause)}`,
      { path },
      { cause },
    );
  }
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const at = cause instanceof YAMLParseError ? `:${cause.linePos?.[0].line ?? 1}` : '';
    throw new AppError(
      'CONFIG_INVALID',
      `${path}${at}: expected YAML, came ${firstLine(messageOf(cause))}`,
      { path },
      { cause },
    );
  }
}

function named<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (isAppError(cause))
      throw new AppError(cause.code, `${path}: ${cause.message}`, { ...cause.details, path }, { cause });
    throw cause;
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join('.');
  return `${place === '' ? 'the mapping' : place}: ${lowerFirst(issue.message)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
