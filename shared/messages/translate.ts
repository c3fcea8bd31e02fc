import { IntlMessageFormat } from 'intl-messageformat';
import { createTranslator } from 'use-intl/core';
import type { MessageKey } from './keys.ts';

export type Language = 'ja' | 'en';

/** All texts of one language, as its file has them. */
export type Messages = Readonly<Record<string, unknown>>;

/** Time zone of business days: Japan, independent of the machine. */
export const TIME_ZONE = 'Asia/Tokyo';

type Params = Readonly<Record<string, string | number>>;

/** Returns the text of a full key with its ICU arguments filled in. */
export interface Translate {
  (key: MessageKey, params?: Params): string;
  /** A text whose key comes with its data: a finding's reason, a plan's phrase. Such a key is not checked when it is built. */
  phrase(key: string, params?: Params): string;
  /** The text with its ICU arguments still in it. */
  raw(key: string): unknown;
}

/** Both languages are there wherever we run. To ask for all that the platform has, which it does by itself, takes 10 ms of a start. */
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(typeof locales === 'string' ? locales : (locales[0] ?? 'ja'));

/** A report must not fail because of one text: its key is shown instead, and a test finds it. */
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
