import { type Failure, fail, type Result } from '#shared/contract/call/result.ts';
import type { Phrase, PhraseList, PhraseParam } from '#shared/domain/sync/wording/phrase.ts';
import { toExpectedFailure } from '../storage/storage-failure.ts';

/** Masks the known secrets in a text. */
export type RedactText = (text: string) => string;

/** Logs an unexpected error and returns its reference in the log. */
export type ReportBug = (where: string, error: unknown) => string;

/** Masks secrets in the parameters of a failure, which may contain text from a server, a path or user input. */
export const redactFailure = ({ code, params, ref, conflicts }: Failure, redact: RedactText): Failure => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [redact(name), typeof value === 'string' ? redact(value) : value]),
  ),
  ...(ref === undefined ? {} : { ref }),
  ...(conflicts && {
    conflicts: conflicts.map(({ label, mine, saved }) => ({
      label: redactPhrase(label, redact),
      mine: redactPhrase(mine, redact),
      saved: redactPhrase(saved, redact),
    })),
  }),
});

const redactPhrase = ({ key, params }: Phrase, redact: RedactText): Phrase => ({
  key,
  params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, redactParam(value, redact)])),
});

function redactParam(value: PhraseParam, redact: RedactText): PhraseParam {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') return value;
  return 'key' in value ? redactPhrase(value, redact) : redactList(value, redact);
}

const redactList = ({ list, ...rest }: PhraseList, redact: RedactText): PhraseList => ({
  ...rest,
  list: list.map((one) => (typeof one === 'string' ? redact(one) : redactPhrase(one, redact))),
});

/**
 * Converts any thrown value to a failure: expected failures unchanged, disk errors as `storage-*`, damaged files as such, and bugs as
 * `internal` with a log reference.
 */
export function toFailure(error: unknown, where: string, reportBug: ReportBug, redact: RedactText): Result<never> {
  const expected = toExpectedFailure(error);
  if (expected !== null) return { ok: false, error: redactFailure(expected.failure, redact) };
  if (error instanceof Error && error.name === 'AbortError') return fail('cancelled');
  const ref = reportBug(where, error);
  return { ok: false, error: { code: 'internal', params: { ref }, ref } };
}
