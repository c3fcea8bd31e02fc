import { useMemo } from 'react';
import { type NamespaceText, useNow, useText } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { toIsoDay } from '../decisions/days.ts';
import { useReasonText } from '../reasons/use-reason-text.ts';
import type { CompareAddresses } from './comparison.ts';
import { createTriageLabel, type TriageLabel } from './triage-label.ts';
import { useCompare } from './use-compare.tsx';

/** All texts of a row, looked up once for the table, because scrolling draws hundreds of rows. */
export interface RowTexts {
  readonly severity: Readonly<Record<FindingRow['severity'], string>>;
  readonly owner: Readonly<Record<FindingRow['side'], string>>;
  readonly absent: string;
  /** A finding without a decision and fix. */
  readonly untouched: string;
  /** Several suggestions are equally likely. */
  readonly ambiguous: string;
  readonly findingName: (code: FindingRow['code']) => string;
  readonly since: Readonly<Record<NonNullable<FindingRow['since']>, string>>;
  readonly triage: (triage: FindingRow['triage']) => { readonly label: TriageLabel; readonly words: string };
  readonly noted: string;
  readonly fix: Readonly<Record<NonNullable<FindingRow['triage']['fix']>, string>>;
  /** Text for the number of further findings about the person. */
  readonly others: (count: number) => string;
  readonly reason: (reason: FindingRow['reason']) => string;
  readonly compare: CompareAddresses;
}

export const useRowTexts = (): RowTexts => {
  const text = useText('matching');
  const finding = useText('finding');
  const moves = useText('readiness.move');
  const fixes = useText('fix.state');
  const reason = useReasonText();
  const today = toIsoDay(useNow());
  const compare = useCompare();
  return useMemo(() => {
    return {
      severity: { block: text('severity.block'), risk: text('severity.risk'), note: text('severity.note') },
      owner: { neo: moves('neo'), amazon: moves('amazon'), both: moves('both') },
      absent: text('table.absent'),
      untouched: text('triage.untouched'),
      ambiguous: text('correction.ambiguous'),
      since: { new: text('since.new'), back: text('since.back') },
      noted: text('triage.noted'),
      fix: { adopted: fixes('adopted'), written: fixes('written') },
      others: (count) => text('others', { count }),
      triage: (triage) => {
        const label = createTriageLabel(triage, today);
        return { label, words: triageWords(label, text) };
      },
      findingName: namesIn(finding),
      reason,
      compare,
    };
  }, [text, finding, moves, fixes, reason, compare, today]);
};

/** Names of findings in one language. Created outside the hook, because the compiler would keep the map of the first language. */
const namesIn = (finding: NamespaceText<'finding'>): RowTexts['findingName'] => {
  const names = new Map<FindingRow['code'], string>();
  return (code) => {
    const name = names.get(code) ?? finding(`${code}.name`);
    names.set(code, name);
    return name;
  };
};

const triageWords = (label: TriageLabel, text: NamespaceText<'matching'>): string => {
  switch (label.kind) {
    case 'none':
      return '';
    case 'assigned':
      return label.person !== '' || label.side === null ? label.person : text(`triage.side.${label.side}`);
    case 'changed':
      return text('triage.changed');
    default:
      return label.until === null ? text(`triage.${label.kind}`) : text(`triage.${label.kind}Until`, { day: label.until });
  }
};
