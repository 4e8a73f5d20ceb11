import type { Deps } from '../../src/operations/deps.ts';

/** What is asked of the queue, in the place of the queue. */
export function noting(deps: Deps) {
  const jobs: { task: string; payload: unknown; key: string }[] = [];
  const add: Deps['store']['jobs']['add'] = async (task, payload, { key }) => void jobs.push({ task, payload, key });
  return { jobs, noted: { ...deps, store: { ...deps.store, jobs: { ...deps.store.jobs, add } } } };
}
