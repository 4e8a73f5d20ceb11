import { parentPort, workerData } from 'node:worker_threads';
import { isAppError, messageOf } from '../errors.ts';
import { runTrainJob, type TrainJob } from './train-job.ts';
import type { ThreadMessage } from './train.ts';

/** The thread that trains: reads one job, tells its progress, answers once. Started by `train.ts` only. */
function main(job: TrainJob): void {
  runTrainJob(job, (progress) => {
    post({ kind: 'progress', progress });
  }).then(
    (trained) => {
      post({ kind: 'trained', trained });
    },
    (error: unknown) => {
      const code = isAppError(error) ? error.code : null;
      post({ kind: 'failed', code, message: messageOf(error) });
    },
  );
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

if (parentPort) main(workerData as TrainJob);
