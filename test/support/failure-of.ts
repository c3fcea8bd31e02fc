import { ExpectedError } from '#shared/contract/expected-error.ts';

/** What work answers, or its failure where it fails in an expected way. Throws whatever else it throws. */
export function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}
