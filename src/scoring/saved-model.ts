import { z } from 'zod';
import { BASES } from './basis.ts';
import { NO_MARGINS } from './interval-margins.ts';
import { MISHAPS } from './mishaps.ts';
import { SIGNAL_NAMES } from './signals/signal-list.ts';

const calibration = z.object({ slope: z.number(), shift: z.number() });
const scale = z.object({ values: z.array(z.number()).readonly(), scores: z.array(z.number()).readonly() });

const levels = { p50: z.number(), p90: z.number() };

/** A network with the meaning of its inputs, without its weights. */
const learner = {
  calibration,
  encoding: z.object({
    numbers: z.array(z.object({ column: z.int(), scale })).readonly(),
    categories: z.array(z.object({ column: z.int(), words: z.array(z.string()).readonly() })).readonly(),
  }),
  embedding: z.int(),
  /** Layers of the network, as TensorFlow.js writes them. */
  topology: z.record(z.string(), z.unknown()),
  weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.literal('float32') })),
  /** Where its weights begin in the file, in bytes. */
  offset: z.int(),
};

/** What tells when a line is delivered. */
const SavedHead = z.object({
  ...learner,
  basis: z.enum(BASES),
  weight: z.number(),
  bins: z.object({ spans: z.array(z.object({ from: z.number(), to: z.number() })).readonly(), tailDays: z.number() }),
});

/** What tells whether a mishap comes of a line. */
const SavedMishap = z.object({ ...learner, mishap: z.enum(MISHAPS) });
export type SavedLearner = Omit<z.output<typeof SavedMishap>, 'mishap'>;

const SavedFit = z.object({
  file: z.string(),
  /** Days since 1970. */
  knownUntil: z.number(),
  heads: z.array(SavedHead),
  mishaps: z.array(SavedMishap),
  /** Which of its probabilities are told as P50 and P90. */
  levels: z.object({
    ...levels,
    columns: z.array(z.int()).readonly().default([]),
    segments: z
      .array(z.object({ segment: z.array(z.string().nullable()).readonly(), ...levels }))
      .readonly()
      .default([]),
  }),
  /** Days from order to promise of the line in the middle: what is meant where a promise is unknown. */
  usualPromiseDays: z.number(),
});
export type SavedFit = z.output<typeof SavedFit>;

/** `model.json`: everything of a model but its weights and history. */
export const SavedModel = z.object({
  format: z.literal(2),
  name: z.string(),
  version: z.string(),
  /** The ordered feature list, as `signatureOf` writes it. */
  features: z.array(z.string()).readonly(),
  recipe: z.record(z.string(), z.unknown()),
  /** Mixtures tried on the validation rows, with their log loss. */
  tried: z.array(z.object({ leadWeight: z.number(), logLoss: z.number() })).readonly(),
  training: z.object({
    /** SHA-256 over all that training saw. */
    dataHash: z.string(),
    lines: z.int(),
    lateLines: z.int(),
    /** When the last of its lines was placed. */
    placedUntil: z.string(),
    /** The final fit knew what was known then, and nothing later. */
    knownUntil: z.string(),
    /** The last outcome that its history may hold: each counts for lines placed on later days only. */
    historyUntil: z.string(),
    /** The lines from here on were kept out of the `holdout` fit, which is measured on them. */
    holdoutFrom: z.string(),
  }),
  /** Of the holdout fit on the rows it has not seen; see `evaluation.ts`. */
  metrics: z.unknown(),
  /** How intervals are widened to hold nine scores in ten, and how often they did on lines that did not say so; models made before do not say. */
  intervals: z
    .object({
      margins: z.object({ bySignal: z.record(z.string(), z.number()), several: z.number() }),
      coverage: z
        .array(z.object({ signal: z.enum(SIGNAL_NAMES).nullable(), rows: z.int(), covered: z.number() }))
        .readonly(),
    })
    .default({ margins: NO_MARGINS, coverage: [] }),
  libraries: z.record(z.string(), z.string()),
  /** Trained on what was known before the holdout began. */
  holdout: SavedFit,
  /** Trained on everything. This one scores live lines. */
  final: SavedFit,
});
export type SavedModel = z.output<typeof SavedModel>;
