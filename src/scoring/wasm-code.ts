/**
 * WebAssembly, written by its bytes: just enough of the binary format (WebAssembly Core Specification 2.0, sections 5.4 and 5.5) for
 * `layer-code.ts`. Instructions are lists of bytes; what a function needs is put on the stack in the order it is written.
 */
export type Code = readonly number[];

/** Types of values: whole numbers (addresses and counts), and four numbers of 32 bits side by side ("fours"). */
export const I32 = 0x7f;
export const V128 = 0x7b;

/** A function of whole numbers that gives nothing: what it makes lies in memory. */
export interface WasmFunction {
  readonly name: string;
  /** How many whole numbers it is given: its locals 0, 1, … */
  readonly parameters: number;
  /** The types of the locals that follow, in order. */
  readonly locals: readonly number[];
  readonly body: Code;
}

export const get = (local: number): Code => [0x20, ...leb(local)];
export const set = (local: number): Code => [0x21, ...leb(local)];
export const constant = (value: number): Code => [0x41, ...leb(value)];
export const number = (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
export const ADD: Code = [0x6a];
const SUBTRACT: Code = [0x6b];
export const MULTIPLY: Code = [0x6c];
export const ADD_F32: Code = [0x92];
export const GREATER_F32: Code = [0x97];
/** Of the two below it on the stack the first, unless the whole number on top is 0. */
export const FIRST_IF: Code = [0x1b];

/** Adds to a local. */
export const increase = (local: number, by: Code): Code => [...get(local), ...by, ...ADD, ...set(local)];

/** Loads from the address on the stack and `offset`. */
export const loadI32 = (offset: number): Code => [0x28, 2, ...leb(offset)];
export const loadF32 = (offset: number): Code => [0x2a, 2, ...leb(offset)];
export const loadFour = (offset: number): Code => simd(0x00, [2, ...leb(offset)]);
/** Stores the four on the stack at the address below them. */
export const storeFour = (offset: number): Code => simd(0x0b, [2, ...leb(offset)]);

/** The number on the stack four times. */
export const FOUR_OF_IT: Code = simd(0x13);
export const fourOf = (value: number): Code => [...number(value), ...FOUR_OF_IT];
/** One of the four on the stack. */
export const oneOf = (lane: number): Code => simd(0x1f, [lane]);
export const ADD_FOURS: Code = simd(0xe4);
export const SUBTRACT_FOURS: Code = simd(0xe5);
export const MULTIPLY_FOURS: Code = simd(0xe6);
export const DIVIDE_FOURS: Code = simd(0xe7);
export const GREATER_FOURS: Code = simd(0xe9);
export const ROUND_FOURS: Code = simd(0x6a);
/** Multiplies each of the fours below by two to the power of the whole numbers on top, by adding to its exponent. */
export const TIMES_POWERS_OF_TWO: Code = [...simd(0xf8), ...constant(23), ...simd(0xab), ...simd(0xae)];

/** Runs a body as often as a local says; the local is 0 afterwards. */
export function repeat(local: number, body: Code): Code {
  const oneLess = [...get(local), ...constant(1), ...SUBTRACT, 0x22, ...leb(local)];
  return [...get(local), 0x04, 0x40, 0x03, 0x40, ...body, ...oneLess, 0x0d, 0, 0x0b, 0x0b];
}

/** A module of functions with a memory of its own, exported as `memory`. */
export function moduleOf(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...vector(Array(parameters).fill([I32])), 0]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
    return [...leb(code.length), ...code];
  });
  const exported = functions.map(({ name }, i) => [...text(name), 0, ...leb(i)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(3, vector(functions.map((_, i) => leb(i)))),
    ...section(5, vector([[0, 1]])),
    ...section(7, vector([[...text('memory'), 2, 0], ...exported])),
    ...section(10, vector(bodies)),
  ]);
}

function simd(opcode: number, operands: Code = []): Code {
  return [0xfd, ...leb(opcode), ...operands];
}

function section(id: number, content: Code): Code {
  return [id, ...leb(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...leb(items.length), ...items.flat()];
}

function text(name: string): Code {
  return vector([...name].map((letter) => [letter.charCodeAt(0)]));
}

/** A whole number, seven bits a byte, the lowest first; as `constant` takes signed ones, the sixth bit of the last byte stays free. */
function leb(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x40; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
