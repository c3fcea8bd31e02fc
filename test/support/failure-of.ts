import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** Returns the result of the function, or the failure if it throws an expected error. Rethrows any other error. */
export function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}

/** Like `failureOf`, for a promise or an asynchronous function. */
export async function failureOfAsync(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}
