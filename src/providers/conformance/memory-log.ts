import type { Log } from '../../log.ts';

/** Keeps what is logged, so that a case can look for what must not be there. */
export interface MemoryLog extends Log {
  readonly text: () => string;
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = [];
  const keep = (...args: readonly unknown[]): void => void lines.push(args.map(textOf).join(' '));
  return { debug: keep, info: keep, warn: keep, error: keep, text: () => lines.join('\n') };
}

function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.message} ${value.stack ?? ''} ${textOf(value.cause ?? '')}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
