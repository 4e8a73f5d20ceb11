import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { x12 } from '../../../plugins/x12/index.ts';
import type { ConfiguredProvider } from '../../../src/providers/index.ts';
import { PARTNER } from './judged.ts';
import { interchange, US, type Envelope, type MadeUpSet } from './made-up.ts';

/** A drop folder of its own, with a made-up partner. */
export interface DropFolder {
  readonly root: string;
  /** Puts a file into it; later ones are younger. */
  readonly drop: (name: string, content: string) => void;
  /** An interchange with the next control number. */
  readonly send: (sets: readonly MadeUpSet[], envelope?: Envelope) => string;
  readonly names: (folder: 'in' | 'out' | 'archive' | 'quarantine') => readonly string[];
  readonly text: (path: string) => string;
  readonly provider: (over?: Readonly<Record<string, unknown>>) => ConfiguredProvider;
  readonly remove: () => void;
}

export function createDropFolder(): DropFolder {
  const root = mkdtempSync(join(tmpdir(), 'promisegraph-x12-'));
  mkdirSync(join(root, 'in'));
  let count = 0;

  function drop(name: string, content: string): void {
    count += 1;
    const path = join(root, 'in', name);
    writeFileSync(path, content);
    utimesSync(path, 1_790_000_000 + count, 1_790_000_000 + count);
  }

  return {
    root,
    drop,
    send(sets, envelope = {}) {
      const control = envelope.control ?? count + 1;
      const text = interchange(sets, { control, ...envelope });
      drop(`${String(control).padStart(3, '0')}.edi`, text);
      return text;
    },
    names: (folder) => {
      try {
        return readdirSync(join(root, folder)).sort();
      } catch {
        return [];
      }
    },
    text: (path) => readFileSync(join(root, path), 'utf8'),
    provider: (over = {}) => x12({ id: 'edi', folder: root, us: US, partners: [PARTNER], settleMs: 0, ...over }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
