import type { LayersModel } from '@tensorflow/tfjs-layers';
import { AppError } from '../errors.ts';
import type { Fit } from './fit.ts';
import type { SavedFit } from './saved-model.ts';
import type { Tensorflow } from './tensorflow.ts';

/** A fit as it goes through a thread or into files. */
export interface PackedFit {
  readonly saved: SavedFit;
  /** The weights of all heads, one after the other. */
  readonly weights: ArrayBuffer;
}

/** Takes a fit apart. `file` is the name its weights will have. */
export async function packFit(tf: Tensorflow, fit: Fit, file: string): Promise<PackedFit> {
  const heads: SavedFit['heads'][number][] = [];
  const buffers: ArrayBuffer[] = [];
  let offset = 0;
  for (const { head, weight, calibration } of fit.heads) {
    const { basis, bins, encoding, network } = head;
    const { topology, specs, data } = await artifactsOf(tf, network);
    heads.push({ basis, bins, encoding, weight, calibration, topology, weights: specs, offset });
    buffers.push(data);
    offset += data.byteLength;
  }
  return { saved: { file, knownUntil: fit.knownUntil, heads }, weights: joined(buffers) };
}

/** Puts a fit together again: the same weights, the same answers. Throws `MODEL_UNAVAILABLE` when parts are missing. */
export async function unpackFit(tf: Tensorflow, { saved, weights }: PackedFit): Promise<Fit> {
  const heads = [];
  for (const { topology, weights: specs, offset, weight, calibration, ...rest } of saved.heads) {
    const bytes = 4 * specs.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    if (offset + bytes > weights.byteLength) {
      throw new AppError(
        'MODEL_UNAVAILABLE',
        `${saved.file}: expected ${offset + bytes} bytes of weights, came ${weights.byteLength}`,
      );
    }
    const data = weights.slice(offset, offset + bytes);
    const artifacts = { modelTopology: topology, weightSpecs: [...specs], weightData: data };
    heads.push({
      weight,
      calibration,
      head: { ...rest, network: await tf.layers.loadLayersModel(tf.core.io.fromMemory(artifacts)) },
    });
  }
  return { heads, knownUntil: saved.knownUntil };
}

/** Frees the tensors of a fit. */
export function disposeFit({ heads }: Fit): void {
  for (const { head } of heads) head.network.dispose();
}

interface Artifacts {
  readonly topology: Record<string, unknown>;
  readonly specs: SavedFit['heads'][number]['weights'];
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
