import { messageOf } from '../errors.ts';
import type { Score, Scorer, Snapshot } from './snapshot.ts';

/** What a model said of one line, or why there is nothing to go by, in words. */
export type Answer = { readonly score: Score } | { readonly refused: string };

export interface AskOptions {
  /** Why there is no model, when there is none. */
  readonly whyNone: () => string;
  /** Milliseconds that one call for any number of lines may take. */
  readonly deadlineMs: number;
  /** Milliseconds, from any start. */
  readonly stopwatch: () => number;
  /** Hears of every failure of the model. */
  readonly onFailure: (model: string, problem: string) => void;
}

/** Asks a model and never fails. The same order as given. */
export type AskModel = (model: Scorer | null, snapshots: readonly Snapshot[]) => readonly Answer[];

/** Lines a call: the deadline is looked at in between. */
const CHUNK_LINES = 500;
/** Milliseconds for which a model that was too slow is left alone. */
const REST_MS = 30_000;

/**
 * Makes a model safe to ask. One that throws, or answers with what is no chance, answers for none of those lines; one that
 * passes the deadline answers for none of the lines that are left, and is left alone for half a minute.
 */
export function createAskModel({ whyNone, deadlineMs, stopwatch, onFailure }: AskOptions): AskModel {
  const restsUntil = new WeakMap<Scorer, number>();

  return (model, snapshots) => {
    if (!model) return refuseAll(snapshots, whyNone());
    const start = stopwatch();
    if (start < (restsUntil.get(model) ?? 0)) return refuseAll(snapshots, 'the model was too slow and rests');
    const answers: Answer[] = [];
    while (answers.length < snapshots.length) {
      const chunk = snapshots.slice(answers.length, answers.length + CHUNK_LINES);
      answers.push(...askOnce(model, chunk, onFailure));
      if (stopwatch() - start <= deadlineMs) continue;
      restsUntil.set(model, stopwatch() + REST_MS);
      onFailure(model.version, `took longer than ${deadlineMs} ms for ${answers.length} lines`);
      const left = snapshots.slice(answers.length);
      answers.push(...refuseAll(left, `the model took longer than ${deadlineMs} ms`));
    }
    return answers;
  };
}

function askOnce(model: Scorer, snapshots: readonly Snapshot[], onFailure: AskOptions['onFailure']): readonly Answer[] {
  try {
    const scores = model.score(snapshots);
    return snapshots.map((_, i) => toAnswer(scores[i] ?? null));
  } catch (error) {
    onFailure(model.version, messageOf(error));
    return refuseAll(snapshots, `the model failed: ${messageOf(error)}`);
  }
}

function toAnswer(score: Score | null): Answer {
  if (!score) return { refused: 'the model gave no score' };
  if (!isChance(score.late)) return { refused: `the model gave ${score.late}, which is no chance` };
  return {
    score: {
      ...score,
      short: isChance(score.short) ? score.short : null,
      exception: isChance(score.exception) ? score.exception : null,
    },
  };
}

function isChance(value: number | null): boolean {
  return value !== null && value >= 0 && value <= 1;
}

function refuseAll(snapshots: readonly Snapshot[], refused: string): readonly Answer[] {
  return snapshots.map(() => ({ refused }));
}
