import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { ErrorState, Notice, Skeleton, useText } from '#renderer/ui/index.ts';
import { getActionTextKey } from '#shared/domain/fixes/fixes.ts';
import { AdoptActions } from '../fixes/adopt-actions.tsx';
import type { RowRef } from './compare-panel.tsx';
import { ComparedAddresses } from './compared-addresses.tsx';

/** A finding of one person with both addresses and its fix, to be adopted outside the table of findings. */
export const FindingFix = ({ at }: { readonly at: RowRef }) => {
  const text = useText('matching.comparePanel');
  const words = useText('');
  const from = useShownCompany()?.matchingPolicy.amazonUsersFrom ?? 'invitations';
  const { value, error } = useCall('matching.finding', { revision: at.revision, row: at.row });
  if (error?.code === 'run-not-found') return <Notice>{text('changed')}</Notice>;
  if (value === undefined) return error === null ? <Skeleton width="60%" /> : <ErrorState failure={error} />;
  const { row, directory } = value;
  return (
    <>
      <ComparedAddresses row={row} directory={directory} />
      <h3>{text('action')}</h3>
      <p>{words(getActionTextKey(row.code, from))}</p>
      <AdoptActions key={row.key} row={row} revision={at.revision} />
    </>
  );
};
