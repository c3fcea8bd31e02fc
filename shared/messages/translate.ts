import { IntlMessageFormat } from 'intl-messageformat';
import { createTranslator } from 'use-intl/core';
import type { MessageKey } from './keys.ts';

export type Language = 'ja' | 'en';

/** All texts of one language, as in its file. */
export type Messages = Readonly<Record<string, unknown>>;

/** Time zone of business days: Japan, independent of the machine. */
export const TIME_ZONE = 'Asia/Tokyo';

type Params = Readonly<Record<string, string | number>>;

/** Returns the text of a key with the ICU arguments inserted. */
export interface Translate {
  (key: MessageKey, params?: Params): string;
  /**
   * Returns the text of a key that comes from data, such as a finding's reason or a plan's phrase. Such keys are not checked at compile
   * time.
   */
  phrase(key: string, params?: Params): string;
  /** Returns the text without inserting ICU arguments. */
  raw(key: string): unknown;
}

/** Both languages are always available. The default implementation queries all locales of the platform, which takes 10 ms at startup. */
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(typeof locales === 'string' ? locales : (locales[0] ?? 'ja'));

/** Ignores errors, because a report must not fail because of one text. Its key is displayed instead, and a test finds it. */
const noteNothing = (): void => undefined;

/** Creates a translator outside React from texts that are already loaded. */
export function createTranslate(language: Language, messages: Messages): Translate {
  const say = createTranslator({
    locale: language,
    messages: messages as Record<string, unknown>,
    timeZone: TIME_ZONE,
    onError: noteNothing,
  }) as unknown as Translate['phrase'] & Pick<Translate, 'raw'>;
  const translate = (key: MessageKey, params?: Params): string => say(key, params);
  return Object.assign(translate, { phrase: say, raw: (key: string) => say.raw(key) });
}
