import { useMemo } from 'react';
import { useLanguage } from '#renderer/ui/index.ts';
import type { Phrase } from '#shared/domain/sync/phrase.ts';
import { planText } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

/** A plan's phrase as a sentence in the interface's language, word for word as the printed plan says it. */
export const usePlanText = (): ((phrase: Phrase) => string) => {
  const language = useLanguage();
  return useMemo(() => {
    const translate = createTexts(language);
    return (phrase) => planText(phrase, translate);
  }, [language]);
};
