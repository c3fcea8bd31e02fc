/** Body of a response before JSON encoding. */
export type Answer = Readonly<Record<string, unknown>>;
