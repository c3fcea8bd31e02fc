import { useMemo } from 'react';
import { useFormat, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';

type Judged = Pick<FixRow, 'choice' | 'confidence' | 'reasons'>;

export interface EvidenceTexts {
  readonly side: (side: FixRow['side']) => string;
  /** Confidence and evidence in one line; states if the choice was manual. */
  readonly line: (judged: Judged) => string;
}

/** Texts for evidence, looked up once per list. */
export const useEvidenceTexts = (): EvidenceTexts => {
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
