import { BatchMatMul, getKernel, registerKernel, Transpose, unregisterKernel } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { AppError } from '../errors.ts';

let isDone = false;

/**
 * Makes training several times as fast on WebAssembly. There (4.22) a product of transposed matrices, which every gradient of a
 * product is, runs in a plain loop; one of matrices that were transposed before runs on the fast path. The results are the same.
 */
export function transposeBeforeProducts(): void {
  if (isDone) return;
  isDone = true;
  const product = getKernel(BatchMatMul, 'wasm');
  unregisterKernel(BatchMatMul, 'wasm');
  registerKernel({
    ...product,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as BackendWasm;
      const a = transposedIf(attrs?.transposeA, operand(inputs.a), wasm);
      const b = transposedIf(attrs?.transposeB, operand(inputs.b), wasm);
      const plain = { ...attrs, transposeA: false, transposeB: false };
      const result = product.kernelFunc({ inputs: { a: a.info, b: b.info }, backend, attrs: plain });
      a.dispose();
      b.dispose();
      return result;
    },
  });
}

function operand(info: TensorInfo | undefined): TensorInfo {
  if (info) return info;
  throw new AppError('INVARIANT', 'expected a product of two matrices');
}

function transposedIf(isTransposed: NamedAttrMap[string] | undefined, info: TensorInfo, backend: BackendWasm) {
  if (isTransposed !== true) return { info, dispose: () => undefined };
  const axes = info.shape.map((_, axis) => axis);
  const perm = [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
  const kernel = getKernel(Transpose, 'wasm');
  const result = kernel.kernelFunc({ inputs: { x: info }, backend, attrs: { perm } });
  const [swapped] = Array.isArray(result) ? result : [result];
  if (!swapped) throw new AppError('INVARIANT', 'expected a transposed matrix');
  return {
    info: swapped,
    dispose: () => {
      backend.disposeData(swapped.dataId);
    },
  };
}
