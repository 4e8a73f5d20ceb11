import { MS_PER_DAY, toInstant, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import type { Example } from './example.ts';
import { exampleTable, toDays } from './example-table.ts';
import { signatureOf, type FeatureRow } from './feature.ts';
import { allFeatures, featureList, featureRow, type FeatureList } from './feature-list.ts';
import { distributionsOf, type Fit } from './fit.ts';
import { readModel } from './model-files.ts';
import { outlookOf } from './outlook.ts';
import { unpackFit } from './pack-fit.ts';
import type { ScoringSettings } from './settings.ts';
import type { Score, Scorer, Snapshot } from './snapshot.ts';
import { loadTensorflow, type Tensorflow } from './tensorflow.ts';

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
  return {
    version: `${model.name}/${model.version}`,
    score: (snapshots) => scoreSnapshots(tf, fit, features, snapshots),
    explainer: null,
  };
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

function scoreSnapshots(
  tf: Tensorflow,
  fit: Fit,
  features: FeatureList,
  snapshots: readonly Snapshot[],
): (Score | null)[] {
  const rows = snapshots.map((snapshot) => ({ snapshot, row: featureRow(features, snapshot) }));
  const promised = rows.filter(({ snapshot }) => snapshot.line.promisedDeliverBy !== null);
  if (promised.length === 0) return snapshots.map(() => null);
  const table = exampleTable(promised.map(({ snapshot, row }) => exampleOf(snapshot, row)));
  const distributions = distributionsOf(tf, fit.heads, table, Int32Array.from(promised.keys()));
  const scores = promised.map(({ snapshot: { line, order, asOf }, row }, i): Score => {
    const outlook = outlookOf(distributions[i] ?? [], toDays(line.promisedDeliverBy ?? asOf), toDays(asOf));
    return {
      late: outlook.late,
      short: null,
      exception: null,
      deliverP50At: toInstantOrNull(outlook.deliverP50),
      deliverP90At: toInstantOrNull(outlook.deliverP90),
      row: { ...row, openDays: Math.max(0, toDays(asOf) - toDays(order.placedAt)) },
    };
  });
  let next = 0;
  return snapshots.map(({ line }) => (line.promisedDeliverBy === null ? null : (scores[next++] ?? null)));
}

function exampleOf({ line, order, asOf }: Snapshot, row: FeatureRow): Example {
  return {
    ...row,
    lineId: line.id,
    orderId: line.orderId,
    placedAt: order.placedAt,
    asOf,
    promisedDeliverBy: line.promisedDeliverBy ?? asOf,
    outcome: null,
    cancelledAt: null,
    mishaps: { short: null, exception: null },
    baselines: { baseRatio: null, routeRatio: null },
  };
}

function toInstantOrNull(days: number | null): Instant | null {
  return days === null ? null : toInstant(new Date(days * MS_PER_DAY));
}
