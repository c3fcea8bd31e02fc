import { useMemo } from 'react';
import { useTexts } from '#renderer/ui/index.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';

/** A phrase of a plan as a sentence in the language of the interface, equal to the printed plan. */
export const usePlanText = (): ((phrase: Phrase) => string) => {
  const translate = useTexts();
  return useMemo(() => (phrase) => formatPhrase(phrase, translate), [translate]);
};
