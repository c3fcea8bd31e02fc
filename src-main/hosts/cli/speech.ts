import type { Failure } from '#shared/contract/result.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';

/** The language of the command line: `--lang`, else the environment's where it says English, else Japanese. */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv = process.env): Language {
  if (option === 'en' || option === 'ja') return option;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'ja';
}

/** What happened, why, and what to do next, as lines for standard error. */
export function failureLines({ code, params, ref }: Failure, translate: Translate): string {
  const lines = (['what', 'why', 'next'] as const).map((part) => translate(`error.${code}.${part}`, params)).filter((line) => line !== '');
  return `tsunagi: ${lines.join('\n         ')}${ref === undefined ? '' : `\n         (${ref})`}\n`;
}
