/** What a process may say within a second without being asked: lines of its log and hints. */
const MESSAGES_PER_S = 5_000;
const BYTES_PER_S = 16 * 1024 ** 2;
const SECOND_MS = 1_000;

/** Counts what nobody asked for. Returns false once there is more within a second than anyone could use. */
export function createAllowance(now: () => number = () => performance.now()): (bytes: number) => boolean {
  let since = now();
  let messages = 0;
  let bytes = 0;

  return (more) => {
    if (now() - since >= SECOND_MS) [since, messages, bytes] = [now(), 0, 0];
    messages += 1;
    bytes += more;
    return messages <= MESSAGES_PER_S && bytes <= BYTES_PER_S;
  };
}
