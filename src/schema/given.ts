/** The fields of an input that have a value: GraphQL makes no difference between null and not given, our queries know only absent. */
export function given<T extends object>(input: T | null | undefined): Given<T> {
  const fields: Given<T> = {};
  for (const name in input) {
    const value = input[name];
    if (value !== null && value !== undefined) fields[name] = value;
  }
  return fields;
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };
