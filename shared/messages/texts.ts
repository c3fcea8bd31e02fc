import { IntlMessageFormat } from 'intl-messageformat';
import { createTranslator } from 'use-intl/core';
import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import type { MessageKey } from './keys.ts';

export type Language = 'ja' | 'en';

/** The interface's texts. Japanese is the source of truth; a test keeps both in step. */
export const MESSAGES = { ja, en } as const satisfies Record<Language, unknown>;

/** Where the business day is: Japan, whatever the machine says. */
export const TIME_ZONE = 'Asia/Tokyo';

type Params = Readonly<Record<string, string | number>>;

/** Looks a text up by its full key and fills in its ICU arguments. */
export interface Translate {
  (key: MessageKey, params?: Params): string;
  /** A text whose key came along with what it tells: a finding's reason, a plan's phrase. Nothing checks such a key when it is built. */
  phrase(key: string, params?: Params): string;
  /** The text with its ICU arguments still in it. */
  raw(key: string): unknown;
}

/** Both languages are there wherever we run. To ask for all that the platform has, which it does by itself, takes 10 ms of a start. */
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(typeof locales === 'string' ? locales : (locales[0] ?? 'ja'));

/** A report must not stop for a text that cannot be filled in: its key stands there instead, and a test finds it. */
const noteNothing = (): void => undefined;

/** A translator outside React: reports, the command line, the system's own dialogs. */
export function createTexts(language: Language): Translate {
  const say = createTranslator({
    locale: language,
    messages: MESSAGES[language] as Record<string, unknown>,
    timeZone: TIME_ZONE,
    onError: noteNothing,
  }) as unknown as Translate['phrase'] & Pick<Translate, 'raw'>;
  const translate = (key: MessageKey, params?: Params): string => say(key, params);
  return Object.assign(translate, { phrase: say, raw: (key: string) => say.raw(key) });
}
