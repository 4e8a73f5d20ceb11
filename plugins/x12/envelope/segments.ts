import { Readable } from 'node:stream';
import { z } from 'zod';
import { X12parser } from 'x12-parser';

/** One segment: `elements[0]` is the element that X12 calls 01. An element that is left out is an empty text. */
export interface Segment {
  readonly id: string;
  readonly elements: readonly string[];
}

/** Elements by number, as texts; of composites the library names the first component so, and the others `3-1` and on. */
const Parsed = z.record(z.string(), z.string());

/** A text as segments. The library splits and finds the delimiters; it checks nothing: `readInterchange` does. */
export async function readSegments(content: Buffer): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for await (const value of Readable.from([content]).pipe(new X12parser('utf8'))) {
    const { name = '', ...rest } = Parsed.parse(value);
    const elements = Object.entries(rest).filter(([key]) => /^\d+$/.test(key));
    segments.push({ id: name, elements: elements.map(([, text]) => text) });
  }
  // What follows the last terminator is the end of a line.
  return segments.at(-1)?.id === '' ? segments.slice(0, -1) : segments;
}

/** An element by its number in X12, from 1; empty when the segment is shorter. */
export function element({ elements }: Segment, number: number): string {
  return elements[number - 1] ?? '';
}
