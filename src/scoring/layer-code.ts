import {
  ADD,
  ADD_FOURS,
  constant,
  FIRST_IF,
  FOUR_OF_IT,
  get,
  GREATER_F32,
  I32,
  increase,
  loadF32,
  loadFour,
  loadI32,
  MULTIPLY,
  MULTIPLY_FOURS,
  number,
  repeat,
  set,
  storeFour,
  V128,
  type Code,
  type WasmFunction,
} from './wasm-code.ts';

const FOUR_BYTES = 16;

// What a function of a first layer is given, in this order: how many rows; where their numbers are and how many a row has; where their
// places are and how many; where the table is, and the first place of each category in it; where the bias is, where the sums go, and
// the bytes of a row of the table. Addresses and counts are whole numbers.
const [ROWS, NUMBERS, NUMBER_COUNT, PLACES, PLACE_COUNT, TABLE, FIRSTS, BIAS, SUMS, STRIDE] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];
const PARAMETERS = 10;
// Its own locals: counters, the row of the table that is added, its weight, and the sum as fours.
const [LEFT, ROW, NEXT] = [PARAMETERS, PARAMETERS + 1, PARAMETERS + 2];
const WEIGHT = PARAMETERS + 3;
const SUM = PARAMETERS + 4;

/**
 * The first layer: each sum is the bias, the table's row of each number weighted with its value (or the row that says it is unknown, so
 * many rows further down as there are numbers), and the table's row of each place.
 */
export function firstLayer(fours: number): WasmFunction {
  const numbers = [
    ...choose(get(NEXT), [...get(NEXT), ...get(NUMBER_COUNT), ...get(STRIDE), ...MULTIPLY, ...ADD]),
    ...set(ROW),
    ...choose([...get(NUMBERS), ...loadF32(0)], number(1)),
    ...FOUR_OF_IT,
    ...set(WEIGHT),
    ...addRow(fours, [...get(WEIGHT), ...MULTIPLY_FOURS]),
    ...increase(NEXT, get(STRIDE)),
    ...increase(NUMBERS, constant(8)),
  ];
  const places = [
    ...[...get(NEXT), ...loadI32(0), ...get(PLACES), ...loadI32(0), ...ADD],
    ...[...get(STRIDE), ...MULTIPLY, ...get(TABLE), ...ADD, ...set(ROW)],
    ...addRow(fours, []),
    ...increase(NEXT, constant(4)),
    ...increase(PLACES, constant(4)),
  ];
  return layer('first', fours, [
    ...[...get(TABLE), ...set(NEXT), ...get(NUMBER_COUNT), ...set(LEFT)],
    ...repeat(LEFT, numbers),
    ...[...get(FIRSTS), ...set(NEXT), ...get(PLACE_COUNT), ...set(LEFT)],
    ...repeat(LEFT, places),
  ]);
}

/** A layer behind it: each sum is the bias and every row of the table, weighted with its number; a number below 0 counts as 0. */
export function nextLayer(fours: number): WasmFunction {
  const numbers = [
    ...[...get(NUMBERS), ...loadF32(0), ...number(0), ...GREATER_F32, ...FOUR_OF_IT, ...set(WEIGHT)],
    ...addRow(fours, [...get(WEIGHT), ...MULTIPLY_FOURS]),
    ...increase(ROW, get(STRIDE)),
    ...increase(NUMBERS, constant(4)),
  ];
  return layer('next', fours, [
    ...[...get(TABLE), ...set(ROW), ...get(NUMBER_COUNT), ...set(LEFT)],
    ...repeat(LEFT, numbers),
  ]);
}

/** The first where the number that is looked at is known, else the second. */
function choose(first: Code, second: Code): Code {
  return [...first, ...second, ...get(NUMBERS), ...loadI32(4), ...FIRST_IF];
}

/** For each row, the bias and what `terms` adds to it. */
function layer(name: string, fours: number, terms: Code): WasmFunction {
  const each = Array.from({ length: fours }, (_, i) => i);
  const row = [
    ...each.flatMap((i) => [...get(BIAS), ...loadFour(i * FOUR_BYTES), ...set(SUM + i)]),
    ...terms,
    ...each.flatMap((i) => [...get(SUMS), ...get(SUM + i), ...storeFour(i * FOUR_BYTES)]),
    ...increase(SUMS, get(STRIDE)),
  ];
  return {
    name: `${name}${fours}`,
    parameters: PARAMETERS,
    locals: [I32, I32, I32, V128, ...each.map(() => V128)],
    body: repeat(ROWS, row),
  };
}

/** Adds a row of the table, after something was done to it. */
function addRow(fours: number, weighted: Code): Code {
  return Array.from({ length: fours }, (_, i) => [
    ...[...get(SUM + i), ...get(ROW), ...loadFour(i * FOUR_BYTES)],
    ...weighted,
    ...[...ADD_FOURS, ...set(SUM + i)],
  ]).flat();
}
