/** The body of an answer before it becomes JSON. */
export type Answer = Readonly<Record<string, unknown>>;
