import type { ErrorCode, Result } from '#shared/contract/result.ts';

/** The code of a refused result, `'ok'` for a value. */
export const failureCodeOf = (result: Result<unknown>): ErrorCode | 'ok' => (result.ok ? 'ok' : result.error.code);
