import {
  ADD_F32,
  ADD_FOURS,
  constant,
  DIVIDE_FOURS,
  FOUR_OF_IT,
  fourOf,
  get,
  GREATER_F32,
  GREATER_FOURS,
  I32,
  increase,
  loadFour,
  MULTIPLY_FOURS,
  oneOf,
  repeat,
  ROUND_FOURS,
  set,
  storeFour,
  SUBTRACT_FOURS,
  TIMES_POWERS_OF_TWO,
  V128,
  type Code,
  type WasmFunction,
} from './wasm-code.ts';

// What it is given: how many rows; where their logits are and how many fours a row has; where the probabilities go, and the bytes of a row of each.
const [ROWS, LOGITS, FOURS, INTO, LOGITS_STRIDE, INTO_STRIDE] = [0, 1, 2, 3, 4, 5];
const [LEFT, AT, TO] = [6, 7, 8];
const [HIGHEST, SUM, X, POWER] = [9, 10, 11, 12];

/** No exponential of less is told from 0 by a number of 32 bits. */
const LEAST = -87;

/**
 * Softmax of rows of fours. The logits are overwritten. Rows of probabilities may be narrower than those of logits: what sticks out of
 * one is overwritten by the next, so that only the last one needs room for it.
 */
export function softmax(): WasmFunction {
  const row = [
    ...[...fourOf(-Infinity), ...set(HIGHEST)],
    ...eachFour([...get(AT), ...loadFour(0), ...get(HIGHEST), ...GREATER_FOURS, ...set(HIGHEST)]),
    ...[...acrossFour(HIGHEST, GREATER_F32), ...set(HIGHEST), ...fourOf(0), ...set(SUM)],
    ...eachFour([
      ...[...get(AT), ...loadFour(0), ...get(HIGHEST), ...SUBTRACT_FOURS, ...fourOf(LEAST), ...GREATER_FOURS],
      ...[...set(X), ...exponential(), ...set(X)],
      ...[...get(AT), ...get(X), ...storeFour(0)],
      ...[...get(SUM), ...get(X), ...ADD_FOURS, ...set(SUM)],
    ]),
    ...[...acrossFour(SUM, ADD_F32), ...set(SUM), ...get(INTO), ...set(TO)],
    ...eachFour([
      ...[...get(TO), ...get(AT), ...loadFour(0), ...get(SUM), ...DIVIDE_FOURS, ...storeFour(0)],
      ...increase(TO, constant(16)),
    ]),
    ...[...increase(LOGITS, get(LOGITS_STRIDE)), ...increase(INTO, get(INTO_STRIDE))],
  ];
  return {
    name: 'softmax',
    parameters: 6,
    locals: [I32, I32, I32, V128, V128, V128, V128],
    body: repeat(ROWS, row),
  };
}

function eachFour(body: Code): Code {
  const start = [...get(LOGITS), ...set(AT), ...get(FOURS), ...set(LEFT)];
  return [...start, ...repeat(LEFT, [...body, ...increase(AT, constant(16))])];
}

/** The four of a local brought together, four times. */
function acrossFour(local: number, together: Code): Code {
  const rest = [1, 2, 3].flatMap((lane) => [...get(local), ...oneOf(lane), ...together]);
  return [...get(local), ...oneOf(0), ...rest, ...FOUR_OF_IT];
}

/**
 * e to the power of each of X: 2 to a whole power, times a polynomial of what is left (`expf` of the Cephes library, S. Moshier 1992;
 * relative error below 2e-7).
 */
function exponential(): Code {
  const lessPart = (ln2: number): Code => [...get(POWER), ...fourOf(ln2), ...MULTIPLY_FOURS, ...SUBTRACT_FOURS];
  const terms = [
    1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1,
  ];
  const [first = 0, ...others] = terms;
  return [
    ...[...get(X), ...fourOf(Math.LOG2E), ...MULTIPLY_FOURS, ...ROUND_FOURS, ...set(POWER)],
    // ln 2 in two parts, of which the first times a whole power is exact.
    ...[...get(X), ...lessPart(0.693359375), ...lessPart(-2.1219444e-4), ...set(X)],
    ...fourOf(first),
    ...others.flatMap((term) => [...get(X), ...MULTIPLY_FOURS, ...fourOf(term), ...ADD_FOURS]),
    ...[...get(POWER), ...TIMES_POWERS_OF_TWO],
  ];
}
