import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ErrorCode, Result } from '#shared/contract/call/result.ts';

/** Returns the error code of a failed result, or `'ok'`. */
export const failureCodeOf = (result: Result<unknown>): ErrorCode | 'ok' => (result.ok ? 'ok' : result.error.code);

/** Returns the code of an expected error that was thrown. Rethrows any other error. */
export function thrownCodeOf(error: unknown): ErrorCode {
  if (error instanceof ExpectedError) return error.failure.code;
  throw error;
}
