import type { Parameters } from '../parameters/parameters.ts';
import type { Randomness } from '../engine/random.ts';
import { PURPOSE } from './purposes.ts';
import type { ExceptionCase } from './model/exception-case.ts';
import type { ExceptionType } from './state.ts';

/** Someone who works exceptions. */
export interface Worker {
  readonly name: string;
  /** Time taken against what is usual. */
  readonly pace: number;
  isBusy: boolean;
}

/** People who work the same kinds of exception, most severe and then oldest first. */
export interface Desk {
  readonly name: string;
  readonly types: readonly ExceptionType[];
  readonly meanHours: number;
  readonly workers: readonly Worker[];
  readonly queue: ExceptionCase[];
}

/** When desks are staffed, on the clock of the first site: Monday to Friday. */
export const DESK_HOURS = { from: 8, until: 18 } as const;

interface Sheet {
  readonly name: string;
  readonly types: readonly ExceptionType[];
  readonly hours: keyof Parameters;
  /** Exceptions a day for each order a day, roughly, as the defaults bring them. */
  readonly perOrder: number;
}

const SHEETS: readonly Sheet[] = [
  { name: 'credit desk', types: ['credit-hold'], hours: 'creditHours', perOrder: 0.012 },
  { name: 'customer service', types: ['address', 'pricing'], hours: 'customerServiceHours', perOrder: 0.008 },
  { name: 'EDI desk', types: ['edi'], hours: 'ediHours', perOrder: 0.003 },
  { name: 'inventory control', types: ['short-pick', 'inventory-mismatch'], hours: 'inventoryHours', perOrder: 0.024 },
  { name: 'transport desk', types: ['shipment-delay'], hours: 'transportHours', perOrder: 0.06 },
  { name: 'purchasing', types: ['supply-delay'], hours: 'purchasingHours', perOrder: 0.012 },
  { name: 'billing', types: ['invoice'], hours: 'billingHours', perOrder: 0.014 },
  { name: 'returns desk', types: ['return'], hours: 'returnsHours', perOrder: 0.06 },
];

/** Desks with as many people as the usual work needs. */
export function buildDesks(parameters: Parameters, scale: number, randomness: Randomness): readonly Desk[] {
  const ordersPerDay = (parameters.linesPerDay * scale) / parameters.linesPerOrder;
  return SHEETS.map(({ name, types, hours, perOrder }, desk) => {
    const meanHours = parameters[hours];
    const perPerson = (DESK_HOURS.until - DESK_HOURS.from) * (5 / 7) * parameters.deskLoad;
    const count = Math.max(1, Math.ceil((ordersPerDay * perOrder * meanHours) / perPerson));
    const workers = Array.from({ length: count }, (_, index) => ({
      name: `${name} ${index + 1}`,
      pace: Math.min(2, randomness.of(PURPOSE.deskPerson, desk, index).spread(1, parameters.deskSkillDeviation)),
      isBusy: false,
    }));
    return { name, types, meanHours, workers, queue: [] };
  });
}
