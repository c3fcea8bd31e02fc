import type { ReactNode } from 'react';
import { createContext, useContext, useMemo } from 'react';
import { IntlProvider, useTranslations } from 'use-intl';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };

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

export interface Text {
  /** The text below `namespace.key`, with its ICU arguments filled in. */
  (key: string, values?: Values): string;
  has(key: string): boolean;
}

/** The texts of one namespace of `shared/messages`; dots in a key go deeper. */
export const useText = (namespace: string): Text => {
  const translate = useTranslations(namespace);
  return useMemo(() => {
    const text = (key: string, values?: Values): string => (values === undefined ? translate(key) : translate(key, values));
    return Object.assign(text, { has: (key: string) => translate.has(key) });
  }, [translate]);
};
