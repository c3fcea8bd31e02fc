import { type Failure, fail, type Result } from '#shared/contract/result.ts';
import { expectedFailureOf } from '../storage/storage-failure.ts';

/** Masks the secrets known so far in a text. */
export type RedactText = (text: string) => string;

/** Notes a bug and answers the short reference under which the log has it. */
export type ReportBug = (where: string, error: unknown) => string;

/** A failure without the secrets that somebody's wording may carry: a server that repeats what it was sent, a path, a typed text. */
export const redacted = ({ code, params, ref }: Failure, redact: RedactText): Failure => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [redact(name), typeof value === 'string' ? redact(value) : value]),
  ),
  ...(ref === undefined ? {} : { ref }),
});

/** Turns whatever a procedure threw into a failure: expected ones as they are, what a disk refuses as `storage-*`, a damaged file as that, bugs as `internal` with a reference. */
export function toFailure(error: unknown, where: string, reportBug: ReportBug, redact: RedactText): Result<never> {
  const expected = expectedFailureOf(error);
  if (expected !== null) return { ok: false, error: redacted(expected.failure, redact) };
  if (error instanceof Error && error.name === 'AbortError') return fail('cancelled');
  const ref = reportBug(where, error);
  return { ok: false, error: { code: 'internal', params: { ref }, ref } };
}
