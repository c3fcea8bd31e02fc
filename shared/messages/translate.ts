import { IntlMessageFormat } from 'intl-messageformat';
import { createTranslator } from 'use-intl/core';
import type { MessageKey } from './keys.ts';

export type Language = 'ja' | 'en';

/** All texts of one language, as its file has them. */
export type Messages = Readonly<Record<string, unknown>>;

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

/** A translator outside React, by texts that are there already. */
export function translatorOf(language: Language, messages: Messages): Translate {
  const say = createTranslator({
    locale: language,
    messages: messages as Record<string, unknown>,
    timeZone: TIME_ZONE,
    onError: noteNothing,
  }) as unknown as Translate['phrase'] & Pick<Translate, 'raw'>;
  const translate = (key: MessageKey, params?: Params): string => say(key, params);
  return Object.assign(translate, { phrase: say, raw: (key: string) => say.raw(key) });
}
