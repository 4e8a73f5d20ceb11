import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A text file that is written line by line, in memory that does not grow with it. */
export interface LineFile {
  readonly write: (line: string) => void;
  /** Resolves once the file takes more: to be awaited now and then. Throws what the disk throws. */
  readonly flush: () => Promise<void>;
  /** Ends the file whole. Throws what the disk throws. */
  readonly close: () => Promise<void>;
}

/** Opens a file anew; what its name ends in `.gz` is compressed. */
export function openLineFile(path: string): LineFile {
  const file = createWriteStream(path);
  const sink = path.endsWith('.gz') ? createGzip({ level: 4 }) : file;
  if (sink !== file) sink.pipe(file);
  const ended = finished(file);
  ended.catch(() => undefined); // told by flush and close
  let waiting: string[] = [];

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const text = `${waiting.join('\n')}\n`;
    waiting = [];
    if (!sink.write(text)) await Promise.race([once(sink, 'drain'), ended]);
  }

  return {
    write: (line) => void waiting.push(line),
    flush,
    close: async () => {
      await flush();
      sink.end();
      await ended;
    },
  };
}
