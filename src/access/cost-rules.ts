/** The most items that one page may ask for. */
export const MAX_FIRST = 500;

/** Items that are counted for a list which nobody bounds, such as the holds of a line. What really came is settled afterwards. */
export const DEFAULT_LIST_SIZE = 10;

/** What a mutation costs beside what it selects. */
export const MUTATION_COST = 10;

/** What opening a subscription costs; its messages cost what they carry, as they come. */
export const SUBSCRIPTION_COST = 10;

/** What a look at the schema costs, however deep. */
export const INTROSPECTION_COST = 100;

/** What a field costs beyond the one point of every object. */
export interface FieldCost {
  /** Points for asking it at all. */
  readonly fixed?: number;
  /** Points for each item, where arguments say how many. */
  readonly each?: number;
  /** The most items that may be asked for. */
  readonly maxFirst?: number;
  /** An argument whose length is the number of items; without it, `first` is. */
  readonly listArgument?: string;
}

/** Fields that make the platform work and not only read, by `Type.field`. */
export const FIELD_COSTS: Readonly<Record<string, FieldCost>> = {
  // Each line is scored twice, by the model.
  'Query.simulate': { fixed: 10, each: 5, maxFirst: 1_000, listArgument: 'lines' },
  // A remedy is found by scoring the line some tens of times.
  'PromiseRisk.remedies': { fixed: 50 },
  'PromiseRisk.explanation': { fixed: 10 },
  'PromiseRisk.reasons': { fixed: 5 },
  'Exception.valueAtStake': { fixed: 2 },
};
