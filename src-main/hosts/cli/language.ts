import type { Language } from '#shared/messages/texts.ts';

/** The language of the command line: `--lang`, else the environment's where it says English, else Japanese. */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv = process.env): Language {
  if (option === 'en' || option === 'ja') return option;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'ja';
}
