import type { ErrorCode, Failure } from './result.ts';

/**
 * Carries a `Failure` through code that throws; dispatcher and job runner convert it back. A separate file, so that commands without the
 * contract's schemas start 10 ms faster.
 */
export class ExpectedError extends Error {
  readonly failure: Failure;
  constructor(code: ErrorCode, params: Failure['params'] = {}, conflicts?: Failure['conflicts']) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'ExpectedError';
    this.failure = { code, params, ...(conflicts && { conflicts }) };
  }
}
