import { useMemo } from 'react';
import { useTexts } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { createReasonFormatter } from '#shared/messages/reason-text.ts';

/** A reason as a sentence in the language of the interface, equal to the reports. */
export const useReasonText = (): ((reason: FindingRow['reason']) => string) => {
  const texts = useTexts();
  return useMemo(() => createReasonFormatter(texts), [texts]);
};
