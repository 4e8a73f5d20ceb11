import type { LayersModel } from '@tensorflow/tfjs-layers';
import { AppError } from '../errors.ts';
import type { Calibration } from './calibration.ts';
import type { Fit } from './fit.ts';
import { forwardOf } from './forward.ts';
import { widthsOf, type Learner } from './learner.ts';
import { embeddingBlocks } from './network.ts';
import type { SavedFit, SavedLearner } from './saved-model.ts';
import type { Tensorflow } from './tensorflow.ts';

/** A fit as it goes through a thread or into files. */
export interface PackedFit {
  readonly saved: SavedFit;
  /** The weights of all networks, one after the other. */
  readonly weights: ArrayBuffer;
}

/** Takes a fit apart. `file` is the name its weights will have. */
export async function packFit(tf: Tensorflow, fit: Fit, file: string): Promise<PackedFit> {
  const buffers: ArrayBuffer[] = [];
  let offset = 0;

  async function pack(learner: Learner, calibration: Calibration): Promise<SavedLearner> {
    const { topology, specs, data } = await artifactsOf(tf, learner.network);
    const saved = {
      encoding: learner.encoding,
      embedding: learner.embedding,
      calibration,
      topology,
      weights: specs,
      offset,
    };
    buffers.push(data);
    offset += data.byteLength;
    return saved;
  }

  const heads: SavedFit['heads'] = [];
  for (const { head, weight, calibration } of fit.heads)
    heads.push({ basis: head.basis, bins: head.bins, weight, ...(await pack(head, calibration)) });
  const mishaps: SavedFit['mishaps'] = [];
  for (const head of fit.mishaps) mishaps.push({ mishap: head.mishap, ...(await pack(head, head.calibration)) });
  const { knownUntil, levels, usualPromiseDays } = fit;
  return { saved: { file, knownUntil, heads, mishaps, levels, usualPromiseDays }, weights: joined(buffers) };
}

/** Puts a fit together again: the same weights, the same answers. Throws `MODEL_UNAVAILABLE` when parts are missing. */
export async function unpackFit(tf: Tensorflow, { saved, weights }: PackedFit): Promise<Fit> {
  const heads: Fit['heads'][number][] = [];
  for (const one of saved.heads) {
    const { basis, bins, weight, calibration } = one;
    heads.push({ weight, calibration, head: { basis, bins, ...(await unpack(tf, one, saved.file, weights)) } });
  }
  const mishaps: Fit['mishaps'][number][] = [];
  for (const one of saved.mishaps) {
    const { mishap, calibration } = one;
    mishaps.push({ mishap, calibration, ...(await unpack(tf, one, saved.file, weights)) });
  }
  const { knownUntil, levels, usualPromiseDays } = saved;
  return { heads, mishaps, levels, usualPromiseDays, knownUntil };
}

/** Frees the tensors of a fit. */
export function disposeFit({ heads, mishaps }: Fit): void {
  for (const { head } of heads) head.network.dispose();
  for (const { network } of mishaps) network.dispose();
}

async function unpack(
  tf: Tensorflow,
  { encoding, embedding, topology, weights: specs, offset }: SavedLearner,
  file: string,
  weights: ArrayBuffer,
): Promise<Learner> {
  const bytes = 4 * specs.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  if (offset + bytes > weights.byteLength) {
    throw new AppError(
      'MODEL_UNAVAILABLE',
      `${file}: expected ${offset + bytes} bytes of weights, came ${weights.byteLength}`,
    );
  }
  const weightData = weights.slice(offset, offset + bytes);
  if (!new Float32Array(weightData).every(Number.isFinite)) {
    throw new AppError('MODEL_UNAVAILABLE', `${file}: expected finite weights, came some that are not`);
  }
  const artifacts = { modelTopology: topology, weightSpecs: [...specs], weightData };
  const network = await tf.layers.loadLayersModel(tf.core.io.fromMemory(artifacts)).catch((cause: unknown) => {
    throw new AppError('MODEL_UNAVAILABLE', `${file}: expected the layers of a network`, {}, { cause });
  });
  return {
    encoding,
    embedding,
    network,
    forward: forwardOf(network, embeddingBlocks({ ...widthsOf(encoding), embedding })),
  };
}

interface Artifacts {
  readonly topology: Record<string, unknown>;
  readonly specs: SavedLearner['weights'];
  readonly data: ArrayBuffer;
}

function artifactsOf({ core }: Tensorflow, network: LayersModel): Promise<Artifacts> {
  return new Promise((resolve, reject) => {
    const handler = core.io.withSaveHandler(async ({ modelTopology, weightSpecs = [], weightData }) => {
      const specs = weightSpecs.map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const }));
      resolve({ topology: { ...modelTopology }, specs, data: core.io.CompositeArrayBuffer.join(weightData) });
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    network.save(handler).catch(reject);
  });
}

function joined(buffers: readonly ArrayBuffer[]): ArrayBuffer {
  const all = new Uint8Array(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const buffer of buffers) {
    all.set(new Uint8Array(buffer), offset);
    offset += buffer.byteLength;
  }
  return all.buffer;
}
