import type { ReactNode } from 'react';
import { createContext, useContext, useMemo } from 'react';
import { IntlProvider, useTranslations } from 'use-intl';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import type { MessageKey, Namespace } from '#shared/messages/keys.ts';

export type Language = 'ja' | 'en';
type Values = Readonly<Record<string, string | number>>;

const MESSAGES = { ja, en };

const LanguageContext = createContext<Language>('ja');

/** The interface's texts in one language. A missing text shows its key: visible, never a crash. */
export const TextProvider = ({ language, children }: { language: Language; children: ReactNode }) => (
  <LanguageContext value={language}>
    <IntlProvider locale={language} messages={MESSAGES[language]} timeZone="Asia/Tokyo" onError={() => {}} getMessageFallback={fallback}>
      {children}
    </IntlProvider>
  </LanguageContext>
);

const fallback = ({ key, namespace }: { key: string; namespace?: string }): string =>
  namespace === undefined ? key : `${namespace}.${key}`;

export const useLanguage = (): Language => useContext(LanguageContext);

export interface Text<Path extends Namespace = ''> {
  /** The text below `namespace.key`, with its ICU arguments filled in. */
  (key: MessageKey<Path>, values?: Values): string;
  /** A text whose key came along with what is shown: a finding's reason, a plan's phrase. Nothing checks such a key when it is built. */
  phrase(key: string, values?: Values): string;
  has(key: string): key is MessageKey<Path>;
}

/** The texts of one namespace of `shared/messages`; dots in a key go deeper. */
export function useText<Path extends Namespace>(namespace: Path): Text<Path> {
  const translate = useTranslations<string>(namespace);
  return useMemo(() => {
    const phrase = (key: string, values?: Values): string => translate(key, values);
    const text = (key: MessageKey<Path>, values?: Values): string => phrase(key, values);
    return Object.assign(text, { phrase, has: (key: string): key is MessageKey<Path> => translate.has(key) });
  }, [translate]);
}
