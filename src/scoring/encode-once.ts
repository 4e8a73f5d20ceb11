import type { Encoding, Inputs } from './encoding.ts';
import { createRowEncoder } from './row-encoder.ts';
import type { FeatureRow } from './feature.ts';

/** What each of some networks is given of rows, in the order of the networks. */
export type EncodeRows = (rows: readonly FeatureRow[]) => readonly Inputs[];

/** Encodes rows for several networks. Those that were trained on the same rows with one sight read the same inputs, which are made once. */
export function encodeOnce(encodings: readonly Encoding[]): EncodeRows {
  const keys = encodings.map((encoding) => JSON.stringify(encoding));
  const distinct = [...new Map(keys.map((key, i) => [key, i])).values()];
  const encoders = distinct.flatMap((i) => {
    const encoding = encodings[i];
    return encoding ? [createRowEncoder(encoding)] : [];
  });
  const placeOf = keys.map((key) => distinct.findIndex((i) => keys[i] === key));
  return (rows) => {
    const inputs = encoders.map(({ roomFor }) => roomFor(rows.length));
    // Row by row, so that each is read while it is near the processor.
    rows.forEach((row, i) => {
      encoders.forEach(({ write }, e) => {
        const into = inputs[e];
        if (into) write(into, i, row);
      });
    });
    return placeOf.flatMap((place) => inputs[place] ?? []);
  };
}
