/** Every number of the simulated world that may be set, by name. */
export type Parameters = Readonly<Record<string, number>>;
