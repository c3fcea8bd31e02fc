import { useMemo } from 'react';
import { useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { getAddressAgreement } from '#shared/domain/readiness/company-directory/directory-agreement.ts';
import { useReasonText } from '../reasons/use-reason-text.ts';
import classes from './compare-panel.module.css';
import { ComparisonView } from './comparison-view.tsx';
import { DifferenceList } from './difference-list.tsx';
import { explainDifference } from './differences.ts';
import { useCompare } from './use-compare.tsx';

interface ComparedAddressesProps {
  readonly row: FindingRow;
  readonly directory: CallOutput<'matching.finding'>['directory'];
}

/** Both addresses of a finding, the company directory's address, and why they differ. */
export const ComparedAddresses = ({ row, directory }: ComparedAddressesProps) => {
  const { workEmail: neo, amazonEmail: amazon } = row;
  const compare = useCompare();
  const text = useText('matching');
  const comparison = useMemo(
    () => (neo === null || amazon === null || neo === amazon ? null : compare(neo, amazon)),
    [compare, neo, amazon],
  );
  const mail = directory?.person?.mail.trim() ?? '';
  const thirdLine =
    directory === null
      ? null
      : {
          address: mail === '' ? null : mail,
          note: text(
            directory.found === 'absent'
              ? 'comparePanel.directoryAbsent'
              : directory.found === 'unsure'
                ? 'comparePanel.directoryUnsure'
                : 'comparePanel.directoryNoMail',
          ),
          agrees: getAddressAgreement(mail, neo ?? '', amazon ?? ''),
        };
  return (
    <>
      {row.ofCompany ? (
        <p className={classes.faint}>{text('comparePanel.ofCompany')}</p>
      ) : (
        <ComparisonView neo={neo} amazon={amazon} comparison={comparison} third={thirdLine} />
      )}
      <p className={classes.sentence}>
        <Explanation row={row} />
      </p>
      {comparison === null ? null : <DifferenceList comparison={comparison} />}
    </>
  );
};

/** Explanation by the differing character if one explains it; otherwise the general sentence of the finding. */
const Explanation = ({ row }: { row: FindingRow }) => {
  const text = useText('matching');
  const characterName = useText('character');
  const reason = useText('reason');
  const compare = useCompare();
  const general = useReasonText()(row.reason);
  if (row.workEmail === null || row.amazonEmail === null || row.workEmail === row.amazonEmail) return general;
  const exact = explainDifference(compare(row.workEmail, row.amazonEmail), row.reason.key);
  if (exact === null) return general;
  const { character, other } = exact;
  const { directory, directoryAddress } = row.reason.params;
  const sentence = text(`explain.${exact.key}`, {
    side: text(`comparePanel.${exact.side}`),
    character: character.text,
    other: other?.text ?? '',
    name: character.nameKey === null ? character.text : characterName.phrase(character.nameKey),
    place: exact.place,
  });
  if (directory === undefined) return sentence;
  return `${sentence}${reason('joint')}${reason.phrase(`directory.${directory}`, { address: directoryAddress ?? '' })}`;
};
