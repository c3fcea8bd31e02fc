import type { ErrorCode, Failure } from './result.ts';

/**
 * Carries a `Failure` through code that throws; the dispatcher and the job runner turn it back into a value.
 * In a file of its own: what reads lists and has no contract to check (the command line) starts without the schemas (10 ms).
 */
export class ExpectedError extends Error {
  readonly failure: Failure;
  constructor(code: ErrorCode, params: Failure['params'] = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'ExpectedError';
    this.failure = { code, params };
  }
}
