import { AppError, z, didYouMean } from '../../../src/providers/index.ts';
import { CUSTOMERS } from './customers.ts';
import { DEMAND } from './demand.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { EXECUTION } from './execution.ts';
import { FACTS, type ParameterFacts } from './parameter.ts';
import { SUPPLY } from './supply.ts';

const CHAPTERS = { demand: DEMAND, customers: CUSTOMERS, supply: SUPPLY, execution: EXECUTION, exceptions: EXCEPTIONS };

/** Every number of the simulated world that may be set. */
export const Parameters = z.object({ ...DEMAND, ...CUSTOMERS, ...SUPPLY, ...EXECUTION, ...EXCEPTIONS });
export type Parameters = Readonly<z.output<typeof Parameters>>;

/** One parameter as a reader sees it. */
export interface ParameterDescription extends ParameterFacts {
  readonly name: string;
  readonly chapter: keyof typeof CHAPTERS;
  readonly range: readonly [number, number];
  readonly default: number;
}

/** Every parameter, chapter by chapter: what the documentation's table says. */
export const PARAMETERS: readonly ParameterDescription[] = [
  ...described('demand'),
  ...described('customers'),
  ...described('supply'),
  ...described('execution'),
  ...described('exceptions'),
];

/**
 * The parameters of a world: the defaults, and what is set otherwise. Throws `CONFIG_INVALID`, naming the parameter, its range and what
 * came; for a name that does not exist, the nearest that does.
 */
export function parseParameters(overrides: Readonly<Record<string, unknown>> = {}): Parameters {
  for (const [name, value] of Object.entries(overrides)) checkOne(name, value);
  const parameters = Parameters.parse(overrides);
  for (const names of PARTS) checkTogether(parameters, names);
  return parameters;
}

/** Shares of one whole: together at most 1, and what is left goes to the part that is not named. */
const PARTS = [
  ['fieldShare', 'ecommerceShare'],
  ['itemsARatio', 'itemsBRatio'],
  ['demandARatio', 'demandBRatio'],
  ['healthcareShare', 'manufacturingShare', 'municipalShare', 'strategicShare'],
  ['lateRatio', 'veryLateRatio'],
] as const satisfies readonly (readonly (keyof Parameters)[])[];

function checkTogether(parameters: Parameters, names: readonly (keyof Parameters)[]): void {
  const sum = names.reduce((total, name) => total + parameters[name], 0);
  if (sum <= 1 + 1e-9) return;
  throw new AppError(
    'CONFIG_INVALID',
    `parameters ${names.join(', ')}: expected at most 1 together, came ${names.map((name) => parameters[name]).join(' + ')}`,
    { parameters: names },
  );
}

function checkOne(name: string, value: unknown): void {
  const known = PARAMETERS.find((parameter) => parameter.name === name);
  if (!known) throw unknownParameter(name);
  const [lowest, highest] = known.range;
  if (typeof value === 'number' && value >= lowest && value <= highest) return;
  throw new AppError(
    'CONFIG_INVALID',
    `parameter ${name}: expected a number from ${lowest} to ${highest} (${known.unit}), came ${written(value)}`,
    { parameter: name },
  );
}

function unknownParameter(name: string): AppError {
  const hint = didYouMean(
    name,
    PARAMETERS.map((parameter) => parameter.name),
  );
  return new AppError('CONFIG_INVALID', `expected a parameter of the simulator, came ${JSON.stringify(name)}${hint}`, {
    parameter: name,
  });
}

function described(chapter: keyof typeof CHAPTERS): readonly ParameterDescription[] {
  return Object.entries(CHAPTERS[chapter]).map(([name, schema]) => {
    const facts = FACTS.get(schema);
    if (!facts) throw new AppError('INVARIANT', `parameter ${name} was not declared with parameter()`);
    return { name, chapter, ...facts };
  });
}

function written(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
