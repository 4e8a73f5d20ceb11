import { dirname, join, sep } from 'node:path';
import { createRequire } from 'node:module';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
import { AppError } from '../errors.ts';
import { transposeBeforeProducts } from './wasm-products.ts';

/** TensorFlow.js with a backend that was seen to work. */
export interface Tensorflow {
  readonly core: typeof core;
  readonly layers: typeof layers;
  readonly backend: string;
  readonly version: string;
}

let loading: Promise<Tensorflow> | null = null;

/**
 * The fastest backend that works here: native where it is installed, else WebAssembly, else plain JavaScript. Loaded once per
 * thread. Throws `MODEL_UNAVAILABLE` when none works.
 */
export function loadTensorflow(): Promise<Tensorflow> {
  loading ??= firstThatWorks();
  return loading;
}

async function firstThatWorks(): Promise<Tensorflow> {
  for (const backend of ['tensorflow', 'wasm', 'cpu']) {
    if (await works(backend)) return { core, layers, backend, version: core.version_core };
  }
  throw new AppError(
    'MODEL_UNAVAILABLE',
    'expected a TensorFlow.js backend that works (tensorflow, wasm or cpu), found none',
  );
}

async function works(backend: string): Promise<boolean> {
  try {
    if (backend === 'tensorflow') await importNative();
    if (backend === 'wasm') locateWasm();
    if (!(await withoutNewListeners(() => core.setBackend(backend)))) return false;
    if (backend === 'wasm') transposeBeforeProducts();
    const sum = core.tidy(() => core.matMul(core.ones([2, 2]), core.ones([2, 2])).dataSync()[0]);
    return sum === 2;
  } catch {
    return false; // not installed, or installed and broken on this Node: the next one is tried
  }
}

const FATAL = ['uncaughtException', 'unhandledRejection'] as const;

/** The WebAssembly module listens for fatal errors and ends the process in its own way; how a process ends is not a backend's matter. */
async function withoutNewListeners<T>(work: () => Promise<T>): Promise<T> {
  const before = FATAL.map((event) => new Set(process.rawListeners(event)));
  try {
    return await work();
  } finally {
    for (const [index, event] of FATAL.entries()) {
      for (const listener of process.rawListeners(event)) {
        if (!before[index]?.has(listener)) process.removeListener(event, listener as NodeJS.UncaughtExceptionListener);
      }
    }
  }
}

/** An optional dependency: the name is a variable so that compiling does not need it. */
async function importNative(): Promise<void> {
  const native = '@tensorflow/tfjs-node';
  await import(native);
}

function locateWasm(): void {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(entry), sep));
  setThreadsCount(1);
}
