import type { Language } from '#shared/messages/texts.ts';
import { getSystemLocale } from '../../system-locale.ts';

/** Returns the language of the command line: `--lang`, else English if the system's language is English, else Japanese. */
export function getCommandLanguage(option: string | undefined, env: NodeJS.ProcessEnv = process.env): Language {
  if (option === 'en' || option === 'ja') return option;
  return /^en/i.test(getSystemLocale(env)) ? 'en' : 'ja';
}
