import { IntlMessageFormat } from 'intl-messageformat';
import { createTranslator } from 'use-intl/core';
import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };

export type Language = 'ja' | 'en';

/** The interface's texts. Japanese is the source of truth; a test keeps both in step. */
export const MESSAGES = { ja, en } as const satisfies Record<Language, unknown>;

/** Where the business day is: Japan, whatever the machine says. */
export const TIME_ZONE = 'Asia/Tokyo';

/** Looks a text up by its full key and fills in its ICU arguments. */
export interface Translate {
  (key: string, params?: Readonly<Record<string, string | number>>): string;
  /** The text with its ICU arguments still in it. */
  raw(key: string): unknown;
}

/** Both languages are there wherever we run. To ask for all that the platform has, which it does by itself, takes 10 ms of a start. */
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(typeof locales === 'string' ? locales : (locales[0] ?? 'ja'));

/** A report must not stop for a text that cannot be filled in: its key stands there instead, and a test finds it. */
const noteNothing = (): void => undefined;

/** A translator outside React: reports, the command line, the system's own dialogs. */
export function createTexts(language: Language): Translate {
  const translate = createTranslator({
    locale: language,
    messages: MESSAGES[language] as Record<string, unknown>,
    timeZone: TIME_ZONE,
    onError: noteNothing,
  });
  return translate as unknown as Translate;
}
