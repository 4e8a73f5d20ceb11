import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../errors.ts';
import type { TrainJob, Trained, TrainProgress } from './train-job.ts';

/** What the training thread says. */
export type ThreadMessage =
  | { readonly kind: 'progress'; readonly progress: TrainProgress }
  | { readonly kind: 'trained'; readonly trained: Trained }
  | { readonly kind: 'failed'; readonly code: ErrorCode | null; readonly message: string };

export interface TrainOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainProgress) => void) | undefined;
}

/**
 * Trains in a thread of its own, so that this one stays free to answer. Throws `INPUT_INVALID` when there is too little to
 * learn from, and the signal's reason when aborted.
 */
export function train(job: TrainJob, { signal, onProgress }: TrainOptions = {}): Promise<Trained> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = startThread(job);
    const stop = (): void => {
      end(() => {
        reject(asError(signal?.reason));
      });
    };
    signal?.addEventListener('abort', stop, { once: true });

    function end(settle: () => void): void {
      signal?.removeEventListener('abort', stop);
      thread.removeAllListeners();
      void thread.terminate().then(settle, settle);
    }

    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'trained')
        end(() => {
          resolve(message.trained);
        });
      else
        end(() => {
          reject(new AppError(message.code ?? 'INVARIANT', message.message));
        });
    });
    thread.on('error', (cause) => {
      end(() => {
        reject(new AppError('INVARIANT', 'the training thread failed', {}, { cause }));
      });
    });
    thread.on('exit', (code) => {
      end(() => {
        reject(new AppError('INVARIANT', `the training thread ended with ${code} and no answer`));
      });
    });
  });
}

/** Run from sources, the thread needs the same loader that reads TypeScript for us. */
function startThread(job: TrainJob): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(isSource ? './training-thread.ts' : './training-thread.js', import.meta.url);
  const execArgv = isSource ? ['--import', '@swc-node/register/esm-register'] : [];
  return new Worker(file, { workerData: job, execArgv });
}

function asError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new AppError('INPUT_INVALID', 'training was stopped', {}, { cause: reason });
}
