/** Most statements that a connection keeps prepared: each costs the database some 50 KB a connection. */
const MOST = 1000;

/** The name under which a connection prepares a statement; the empty one, PostgreSQL's own, for one that it does not keep. */
export type StatementNames = (text: string) => string;

const UNNAMED = '';

/**
 * Names statements by their text, so that a connection parses and plans each once: for a few rows that takes longer than running it. The same text has the same
 * name for as long as the process lives. A text is named when it comes for the second time, and at most so many are. Never one that
 * selects whatever columns a table has: what was prepared fails once a newer version of this program has added one.
 */
export function createStatementNames(most = MOST): StatementNames {
  const names = new Map<string, string | null>();
  let count = 0;
  return (text) => {
    const name = names.get(text);
    if (name) return name;
    if (name === null) {
      const given = `promisegraph_${(count += 1)}`;
      names.set(text, given);
      return given;
    }
    if (names.size < most && !SELECTS_ALL.test(text)) names.set(text, null);
    return UNNAMED;
  };
}

const SELECTS_ALL = /\bselect\s+(\w+\.)?\*/i;
