/** A usage error; the text is one line for standard error. */
export class UsageError extends Error {}
