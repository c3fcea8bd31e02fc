import { z } from 'zod';

/**
 * Like `schema.safeParse`, but never throws for untrusted values. Zod reads the `length` of a value before it checks the type, and throws
 * for `{ "length": { "toString": 1, "valueOf": null } }`.
 */
export function safeParseUntrusted<T>(schema: z.core.$ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  try {
    return z.safeParse(schema, value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      success: false,
      error: new z.ZodError([{ code: 'custom', path: [], message: 'unreadable', input: undefined }]) as z.ZodError<T>,
    };
  }
}
