import { useMemo } from 'react';
import { useTexts } from '#renderer/ui/index.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { planText } from '#shared/messages/plan-text.ts';

/** A plan's phrase as a sentence in the interface's language, word for word as the printed plan says it. */
export const usePlanText = (): ((phrase: Phrase) => string) => {
  const translate = useTexts();
  return useMemo(() => (phrase) => planText(phrase, translate), [translate]);
};
