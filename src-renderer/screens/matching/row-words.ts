import { useMemo } from 'react';
import { useText } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import type { Compare } from './comparison.ts';
import { useCompare } from './use-compare.tsx';
import { useReasonText } from './use-reason-text.ts';

/** Everything a row needs to say. Looked up once for the table: a scroll draws hundreds of rows, none asks for itself. */
export interface RowWords {
  readonly severity: Readonly<Record<FindingRow['severity'], string>>;
  readonly absent: string;
  readonly findingName: (code: FindingRow['code']) => string;
  readonly reason: (reason: FindingRow['reason']) => string;
  readonly compare: Compare;
}

export const useRowWords = (): RowWords => {
  const text = useText('matching');
  const finding = useText('finding');
  const reason = useReasonText();
  const compare = useCompare();
  return useMemo(() => {
    const names = new Map<FindingRow['code'], string>();
    const findingName = (code: FindingRow['code']): string => {
      const name = names.get(code) ?? finding(`${code}.name`);
      names.set(code, name);
      return name;
    };
    return {
      severity: { block: text('severity.block'), risk: text('severity.risk'), note: text('severity.note') },
      absent: text('table.absent'),
      findingName,
      reason,
      compare,
    };
  }, [text, finding, reason, compare]);
};
