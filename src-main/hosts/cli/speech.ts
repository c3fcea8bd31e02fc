import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Failure } from '#shared/contract/result.ts';
import { failureText } from '#shared/messages/failure-text.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { storageFailureOf } from '../../storage/storage-failure.ts';

/** The language of the command line: `--lang`, else the environment's where it says English, else Japanese. */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv = process.env): Language {
  if (option === 'en' || option === 'ja') return option;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'ja';
}

/** Anything that was thrown as a failure: what nobody expected is `internal`, told by its own line and never by a stack. */
export function failureOf(error: unknown): Failure {
  const expected = error instanceof ExpectedError ? error : storageFailureOf(error);
  if (expected !== null) return expected.failure;
  const [line = ''] = String(error).split('\n');
  return { code: 'internal', params: {}, ref: line.slice(0, 200) };
}

/** What happened, why, and what to do next, as lines for standard error. */
export function failureLines(failure: Failure, translate: Translate): string {
  const { what, why, next } = failureText(failure, (key, values) => translate(`error.${key}`, values));
  const lines = [what, why, next].filter((line) => line !== '');
  const { ref } = failure;
  return `tsunagi: ${lines.join('\n         ')}${ref === undefined ? '' : `\n         (${ref})`}\n`;
}
