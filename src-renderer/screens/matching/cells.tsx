import { IconAlertTriangle, IconBan, IconInfoCircle, IconNote } from '@tabler/icons-react';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import classes from '../../parts/compare-panel/cells.module.css';
import type { RowTexts } from '../../parts/compare-panel/row-words.ts';

interface CellProps {
  readonly row: FindingRow;
  readonly words: RowTexts;
}

const ICONS = { block: IconBan, risk: IconAlertTriangle, note: IconInfoCircle };

export const SeverityCell = ({ row: { severity }, words }: CellProps) => {
  const Icon = ICONS[severity];
  return (
    <span className={classes.severity} data-severity={severity}>
      <Icon size={16} aria-hidden />
      {words.severity[severity]}
    </span>
  );
};

/** Minimum width in px for the sentence; a narrower column would show only its first words. */
const SENTENCE_FROM_PX = 340;

export const ReasonCell = ({ row: { reason, since, code, others }, width, words }: CellProps & { readonly width: number }) => {
  const sentence = words.reason(reason);
  return (
    <span title={sentence}>
      {others === 0 ? null : (
        <span className={classes.others} title={words.others(others)}>
          +{others}
        </span>
      )}
      {since === null ? null : <span className={classes.since}>{words.since[since]}</span>}
      {words.findingName(code)}
      {width < SENTENCE_FROM_PX ? null : <span className={classes.sentence}>{sentence}</span>}
    </span>
  );
};

export const TriageCell = ({ row: { triage }, words }: CellProps) => {
  const { label, words: decided } = words.triage(triage);
  const fix = triage.fix === null ? '' : words.fix[triage.fix];
  // An active acceptance has priority; otherwise a fix is more relevant than the responsible side.
  const said = fix === '' || label.kind === 'accepted' || label.kind === 'changed' ? decided : fix;
  return (
    <span
      className={classes.triage}
      data-kind={label.kind}
      data-fixed={said === fix && fix !== '' ? true : undefined}
      title={titleOf([fix, decided], triage)}
    >
      {label.kind === 'changed' || label.kind === 'expired' ? <IconAlertTriangle size={14} aria-hidden /> : null}
      <span>{said === '' ? words.untouched : said}</span>
      {triage.note === '' ? null : <IconNote size={14} role="img" aria-label={words.noted} />}
    </span>
  );
};

const titleOf = (said: readonly string[], { acceptance, note }: FindingRow['triage']): string =>
  [...said, acceptance?.reason ?? '', note].filter((line) => line !== '').join('\n');
