import { z } from 'zod';

/**
 * `schema.safeParse` for values from outside, which answers whatever it is given. Zod compares the `length` of any value that has one before
 * it has refused its type, and throws where that cannot be compared: `{ "length": { "toString": 1, "valueOf": null } }`.
 */
export function readShape<T>(schema: z.core.$ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
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
