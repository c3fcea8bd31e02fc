import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ErrorCode, Result } from '#shared/contract/call/result.ts';

/** The code of a refused result, `'ok'` for a value. */
export const failureCodeOf = (result: Result<unknown>): ErrorCode | 'ok' => (result.ok ? 'ok' : result.error.code);

/** The code of an expected error that was thrown. Throws any other error. */
export function thrownCodeOf(error: unknown): ErrorCode {
  if (error instanceof ExpectedError) return error.failure.code;
  throw error;
}
