import { useMemo } from 'react';
import { create } from 'zustand';
import { type Language, type Messages, type Translate, translatorOf } from '#shared/messages/translate.ts';

/** Each language is a file of its own, which only a window in that language loads. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  ja: () => import('#shared/messages/ja.json', { with: { type: 'json' } }),
  en: () => import('#shared/messages/en.json', { with: { type: 'json' } }),
};

/** The languages that are here by now. */
export const useMessages = create<Readonly<Partial<Record<Language, Messages>>>>(() => ({}));

/** Loads one language. Rejects where its file cannot be read; asked again, it tries again. */
export const loadTexts = async (language: Language): Promise<void> => {
  if (useMessages.getState()[language] !== undefined) return;
  const { default: messages } = await FILES[language]();
  useMessages.setState({ [language]: messages });
};

/** A translator by full keys for one language; `null` while that one is not here. */
export const useTextsIn = (language: Language): Translate | null => {
  const messages = useMessages((state) => state[language]);
  return useMemo(() => (messages === undefined ? null : translatorOf(language, messages)), [language, messages]);
};
