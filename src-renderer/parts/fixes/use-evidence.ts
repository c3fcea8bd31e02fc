import { useMemo } from 'react';
import { useFormat, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes.ts';

type Judged = Pick<FixRow, 'choice' | 'confidence' | 'reasons'>;

export interface EvidenceWords {
  readonly side: (side: FixRow['side']) => string;
  /** How sure it is and why, in one line; what somebody chose or wrote says so. */
  readonly line: (judged: Judged) => string;
}

/** Evidence in words. Looked up once for a list. */
export const useEvidenceWords = (): EvidenceWords => {
  const text = useText('fixesScreen');
  const words = useText('fix');
  const format = useFormat();
  return useMemo(
    () => ({
      side: (side) => text(`side.${side}`),
      line: ({ choice, confidence, reasons }) => {
        if (confidence === null) return words(`choice.${choice}`);
        const why = format.list(reasons.map((reason) => words(`evidence.${reason}`)));
        return text('evidence', { confidence: words(`confidence.${confidence}`), why });
      },
    }),
    [text, words, format],
  );
};
