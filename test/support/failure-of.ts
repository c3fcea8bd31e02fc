import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** The result of the work, or its failure if it fails in an expected way. Throws any other error. */
export function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}

/** As `failureOf`, for work that takes time: a promise, or a function that begins it. */
export async function failureOfAsync(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}
