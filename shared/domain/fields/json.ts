export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Fields = { readonly [name: string]: Json };
export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deepest nesting of JSON that is kept as it came; deeper data is refused, so that recursion cannot exhaust the stack. */
export const DEEPEST_JSON = 32;

/** Whether a value is JSON that nests no deeper than `DEEPEST_JSON`. */
export const isJson = (value: unknown, depth = 0): value is Json => {
  if (depth > DEEPEST_JSON) return false;
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  if (typeof value === 'object' && value !== null) return Object.values(value).every((one) => isJson(one, depth + 1));
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
};
