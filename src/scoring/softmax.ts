/** Softmax of `count` numbers from a place in one array to a place in another. */
export function writeSoftmax(into: Float32Array, to: number, logits: Float32Array, from: number, count: number): void {
  let highest = -Infinity;
  for (let k = from; k < from + count; k += 1) {
    const logit = logits[k] ?? 0;
    if (logit > highest) highest = logit;
  }
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const weight = Math.exp((logits[from + k] ?? 0) - highest);
    into[to + k] = weight;
    sum += weight;
  }
  const share = 1 / sum;
  for (let k = to; k < to + count; k += 1) into[k] = (into[k] ?? 0) * share;
}
