import { useMemo } from 'react';
import { useLanguage } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import { createReasonTexts } from '#shared/messages/reason-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

/** A reason as a sentence in the interface's language, word for word as the reports say it. */
export const useReasonText = (): ((reason: FindingRow['reason']) => string) => {
  const language = useLanguage();
  return useMemo(() => createReasonTexts(createTexts(language)), [language]);
};
