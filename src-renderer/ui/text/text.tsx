import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { IntlProvider, useTranslations } from 'use-intl';
import type { MessageKey, Namespace } from '#shared/messages/keys.ts';
import { createTranslate, type Language, TIME_ZONE, type Translate } from '#shared/messages/translate.ts';
import { loadTexts, useMessages } from './texts.ts';

type Values = Readonly<Record<string, string | number>>;

const LanguageContext = createContext<Language>('ja');

interface TextProviderProps {
  /** The requested language. */
  readonly language: Language;
  /** Called if the requested language could not be loaded; `spoken` is the language that stays. */
  readonly onRefused: (spoken: Language) => void;
  readonly children: ReactNode;
}

/**
 * Provides the texts of one language. The former language is used until the requested one is loaded; nothing is rendered before the first.
 * A missing text is shown as its key instead of causing an error.
 */
export const TextProvider = ({ language: wanted, onRefused, children }: TextProviderProps) => {
  const all = useMessages();
  const [former, setFormer] = useState(wanted);
  const language = all[wanted] === undefined ? former : wanted;
  const refuse = useEffectEvent(() => onRefused(former));
  useEffect(() => {
    let isOver = false;
    loadTexts(wanted).then(
      () => (isOver ? undefined : setFormer(wanted)),
      () => (isOver ? undefined : refuse()),
    );
    return () => {
      isOver = true;
    };
  }, [wanted]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const messages = all[language];
  return messages === undefined ? null : (
    <LanguageContext value={language}>
      <IntlProvider
        locale={language}
        messages={messages as Record<string, never>}
        timeZone={TIME_ZONE}
        onError={() => {}}
        getMessageFallback={fallback}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  );
};

const fallback = ({ key, namespace }: { key: string; namespace?: string }): string =>
  namespace === undefined ? key : `${namespace}.${key}`;

export const useLanguage = (): Language => useContext(LanguageContext);

/** Texts by full keys, for code outside React that builds sentences (`shared/messages`). */
export const useTexts = (): Translate => {
  const language = useLanguage();
  const messages = useMessages((state) => state[language]);
  return useMemo(() => createTranslate(language, messages ?? {}), [language, messages]);
};

export interface NamespaceText<Path extends Namespace = ''> {
  /** Formats the message `namespace.key` with its ICU arguments. */
  (key: MessageKey<Path>, values?: Values): string;
  /** Formats a message whose key comes with the data, such as a finding's reason. The key is not checked at build time. */
  phrase(key: string, values?: Values): string;
  has(key: string): key is MessageKey<Path>;
}

/** The texts of one namespace of `shared/messages`; dots in a key go deeper. */
export function useText<Path extends Namespace>(namespace: Path): NamespaceText<Path> {
  const translate = useTranslations<string>(namespace);
  return useMemo(() => {
    const phrase = (key: string, values?: Values): string => translate(key, values);
    const text = (key: MessageKey<Path>, values?: Values): string => phrase(key, values);
    return Object.assign(text, { phrase, has: (key: string): key is MessageKey<Path> => translate.has(key) });
  }, [translate]);
}
