/** A file that lies somewhere. */
export interface PlacedFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970, by the clock of the place. */
  readonly modifiedMs: number;
}

/** Where files lie: a folder of this machine or of an SFTP server. Paths are `folder/name`, seen from its root. */
export interface Place {
  /** Files of a folder, without those that are being written; none when there is no such folder. */
  readonly list: (folder: string) => Promise<readonly PlacedFile[]>;
  /** Null when it is not there. */
  readonly read: (path: string) => Promise<Buffer | null>;
  /** Whole or not at all: nobody sees half of it. Takes the place of one that is there. */
  readonly write: (path: string, content: string) => Promise<void>;
  /** Takes the place of one that is there. Does nothing when the file was moved before. */
  readonly move: (from: string, to: string) => Promise<void>;
  readonly describe: () => string;
  readonly close: () => Promise<void>;
}

/** Files that somebody, we among them, is still writing. */
export function isBeingWritten(name: string): boolean {
  return name.startsWith('.') || /\.(tmp|part|filepart|writing)$/i.test(name);
}
