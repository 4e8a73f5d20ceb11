import { firstLayer, nextLayer } from './layer-code.ts';
import { softmax } from './softmax-code.ts';
import { moduleOf } from './wasm-code.ts';

/** How many numbers a row of a table must be padded to. */
export const PADDED_TO = 4;
/** Fours of a sum that are added up together: as many as fit the registers of a processor. */
const MOST_FOURS = 8;

/** Where the parts of a layer lie, in bytes. */
export interface LayerAt {
  readonly bias: number;
  readonly table: number;
  /** Numbers in a row of the table, padded. */
  readonly width: number;
}

/**
 * The arithmetic of a network in WebAssembly, four numbers at a time. TensorFlow.js multiplies whole matrices, where most of a first
 * layer is a few rows of a table. All addresses are in bytes, in `memory`; each call is given how many rows it works on.
 */
export interface Layers {
  /** At least so much memory, in bytes. Views of it that were taken before may be void. */
  readonly memory: (bytes: number) => ArrayBuffer;
  /** Inputs as in `Inputs`: pairs of value and known flag, then places; `firsts` is the table's row of each category's first place. */
  readonly first: (layer: LayerAt, rows: number, inputs: InputsAt, sums: number) => void;
  /** As many numbers a row as the table has rows; those below 0 count as 0. */
  readonly next: (
    layer: LayerAt,
    rows: number,
    numbers: { readonly at: number; readonly count: number },
    sums: number,
  ) => void;
  /** From rows of `width` logits, which it overwrites, to rows of `outputs` probabilities; writes up to 12 bytes beyond them. */
  readonly softmax: (rows: number, logits: number, width: number, into: number, outputs: number) => void;
}

export interface InputsAt {
  readonly numbers: number;
  readonly numberCount: number;
  readonly places: number;
  readonly placeCount: number;
  readonly firsts: number;
}

let made: Layers | null = null;

/** One a thread: what lies in its memory is done with when a run is over. */
export function layers(): Layers {
  made ??= create();
  return made;
}

function create(): Layers {
  const widths = Array.from({ length: MOST_FOURS }, (_, i) => i + 1);
  const module = moduleOf([...widths.map(firstLayer), ...widths.map(nextLayer), softmax()]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('expected a module with a memory');

  function call(name: string, ...given: readonly number[]): void {
    const run = exports[name];
    if (typeof run !== 'function') throw new TypeError(`expected a function ${name}`);
    Reflect.apply(run, undefined, given);
  }

  /** A wide layer is as many narrow ones beside each other. */
  function inParts(
    { width, bias, table }: LayerAt,
    work: (fours: number, table: number, bias: number, offset: number) => void,
  ): void {
    for (let from = 0; from < width; from += MOST_FOURS * PADDED_TO) {
      const fours = Math.min(MOST_FOURS, (width - from) / PADDED_TO);
      work(fours, table + 4 * from, bias + 4 * from, 4 * from);
    }
  }

  return {
    memory(bytes) {
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
      return memory.buffer;
    },
    first(layer, rows, { numbers, numberCount, places, placeCount, firsts }, sums) {
      inParts(layer, (fours, table, bias, offset) => {
        const inputs = [numbers, numberCount, places, placeCount] as const;
        call(`first${fours}`, rows, ...inputs, table, firsts, bias, sums + offset, 4 * layer.width);
      });
    },
    next(layer, rows, { at, count }, sums) {
      inParts(layer, (fours, table, bias, offset) => {
        call(`next${fours}`, rows, at, count, 0, 0, table, 0, bias, sums + offset, 4 * layer.width);
      });
    },
    softmax(rows, logits, width, into, outputs) {
      call('softmax', rows, logits, width / PADDED_TO, into, 4 * width, 4 * outputs);
    },
  };
}
