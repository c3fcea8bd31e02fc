import { useMemo } from 'react';
import { create } from 'zustand';
import { createTranslate, type Language, type Messages, type Translate } from '#shared/messages/translate.ts';

/** Each language is a separate chunk. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  ja: () => import('#shared/messages/ja.json', { with: { type: 'json' } }),
  en: () => import('#shared/messages/en.json', { with: { type: 'json' } }),
};

/** The languages loaded so far. */
export const useMessages = create<Readonly<Partial<Record<Language, Messages>>>>(() => ({}));

/** Loads a language. Rejects if its file cannot be read; a later call retries. */
export const loadTexts = async (language: Language): Promise<void> => {
  if (useMessages.getState()[language] !== undefined) return;
  const { default: messages } = await FILES[language]();
  useMessages.setState({ [language]: messages });
};

/** Returns a translator by full keys for one language; `null` while it is not loaded. */
export const useTextsIn = (language: Language): Translate | null => {
  const messages = useMessages((state) => state[language]);
  return useMemo(() => (messages === undefined ? null : createTranslate(language, messages)), [language, messages]);
};
