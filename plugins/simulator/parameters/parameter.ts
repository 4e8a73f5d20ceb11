import { z } from '../../../src/providers/index.ts';

/** What a reader must know of a parameter beside its number. */
export interface ParameterFacts {
  readonly unit: string;
  /** `assumed`, or a public source with its year. */
  readonly source: string;
  readonly meaning: string;
}

interface Declared extends Partial<ParameterFacts> {
  readonly unit: string;
  readonly meaning: string;
  /** Lowest and highest value that is taken. */
  readonly range: readonly [number, number];
  readonly default: number;
}

/** The facts of every parameter that was declared, by its schema. */
export const FACTS = z.registry<
  ParameterFacts & { readonly range: readonly [number, number]; readonly default: number }
>();

/** Declares one number of the simulated world. Without a source it is assumed. */
export function parameter({ unit, meaning, source = 'assumed', range, default: preset }: Declared) {
  const schema = z.number().min(range[0]).max(range[1]).default(preset);
  FACTS.add(schema, { unit, meaning, source, range, default: preset });
  return schema;
}

/** A share of a whole, 0 to 1. */
export function share(preset: number, meaning: string, source = 'assumed') {
  return parameter({ unit: 'share', range: [0, 1], default: preset, meaning, source });
}
