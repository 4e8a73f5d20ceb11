import { AppError } from '../errors.ts';
import { signatureOf } from './feature.ts';
import { allFeatures, featureList, type FeatureList } from './feature-list.ts';
import { readModel } from './model-files.ts';
import { createModelScorer } from './model-scorer.ts';
import { unpackFit } from './pack-fit.ts';
import type { ScoringSettings } from './settings.ts';
import type { Scorer } from './snapshot.ts';
import { loadTensorflow } from './tensorflow.ts';

/**
 * Loads the model in a folder to score a book of these settings. Throws `MODEL_UNAVAILABLE` when there is none, or when it was
 * trained on other features than the settings make.
 */
export async function loadModel(dir: string, settings: ScoringSettings): Promise<Scorer> {
  const { model, final } = await readModel(dir);
  const features = featureList(settings);
  refuseOtherFeatures(dir, model.features, features);
  const tf = await loadTensorflow();
  const fit = await unpackFit(tf, final);
  return createModelScorer(tf, fit, features, {
    version: `${model.name}/${model.version}`,
    margins: model.intervals.margins,
  });
}

/** Throws `MODEL_UNAVAILABLE` naming what the model has and the settings do not make, and the other way round. */
export function refuseOtherFeatures(dir: string, trained: readonly string[], list: FeatureList): void {
  const ours = allFeatures(list).map(signatureOf);
  const gone = trained.filter((name) => !ours.includes(name));
  const fresh = ours.filter((name) => !trained.includes(name));
  const isSame = trained.length === ours.length && trained.every((name, i) => name === ours[i]);
  if (isSame) return;
  const parts = [
    gone.length > 0 ? `it has ${gone.join(', ')} and the settings do not` : '',
    fresh.length > 0 ? `the settings make ${fresh.join(', ')} and it has not` : '',
  ];
  const difference = parts.filter((part) => part !== '').join('; ') || 'the order differs';
  throw new AppError('MODEL_UNAVAILABLE', `model ${dir} was trained on other features: ${difference}; train it again`, {
    dir,
    gone,
    fresh,
  });
}
