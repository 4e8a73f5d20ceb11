/** What a service says of itself in `$metadata`: the parts that reading and writing by mapping needs. */
export interface Model {
  readonly entitySets: ReadonlyMap<string, StructuredType>;
}

/** An entity type or a complex type, with what it inherits. */
export interface StructuredType {
  readonly name: string;
  /** Names of the key's properties, in their order; none for a complex type. */
  readonly key: readonly string[];
  readonly members: ReadonlyMap<string, Member>;
}

export type Member =
  | {
      readonly holds: 'value';
      /** `Edm.String` and the like, or the qualified name of an enumeration. */
      readonly type: string;
      readonly isCollection: boolean;
      readonly isNullable: boolean;
      /** Digits of a second's fraction; null when it is not said. */
      readonly precision: number | null;
      /** Characters at most; null when it is not said. */
      readonly maxLength: number | null;
    }
  /** A part with members of its own: within the row (`complex`) or of another entity set (`navigation`). */
  | {
      readonly holds: 'complex' | 'navigation';
      readonly isCollection: boolean;
      /** Asked for when it is needed: types may refer to each other. */
      readonly target: () => StructuredType;
    };
