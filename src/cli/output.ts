import { Presets, SingleBar } from 'cli-progress';
import { plainLine, redactText } from '../domain/redact.ts';

/** Where a command writes its answer: to standard output, and nothing else goes there. */
export interface Output {
  /** JSON on one line with `--json`, else the text. */
  readonly answer: (json: unknown, text: string) => void;
}

export function createOutput({ json = false }: { readonly json?: boolean }): Output {
  return { answer: (value, text) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`) };
}

/** One line for the person at the terminal, on standard error: whatever the message looks like, it stays one line, without secrets. */
export function say(message: string): void {
  process.stderr.write(`promisegraph: ${plainLine(redactText(message.replace(/\s*\n\s*/g, ' ')))}\n`);
}

/** A bar on a terminal; elsewhere nothing, so that logs stay readable. */
export interface Progress {
  /** `ratio` 0 to 1, or null when the end cannot be told. */
  readonly update: (label: string, ratio: number | null) => void;
  readonly stop: () => void;
}

export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: '{bar} {percentage}% {label}', clearOnComplete: true, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update: (label, ratio) => {
      if (!started) bar.start(1, 0, { label });
      started = true;
      bar.update(ratio ?? 0, { label });
    },
    stop: () => {
      if (started) bar.stop();
      started = false;
    },
  };
}
