export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [name: string]: Json };
export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maximum nesting of JSON that is kept unchanged. Deeper data is rejected, so that recursion cannot exhaust the stack. */
export const MAX_JSON_DEPTH = 32;

/** True if a value is JSON with at most `MAX_JSON_DEPTH` levels. */
export const isJson = (value: unknown, depth = 0): value is Json => {
  if (depth > MAX_JSON_DEPTH) return false;
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  if (typeof value === 'object' && value !== null) return Object.values(value).every((one) => isJson(one, depth + 1));
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
};
