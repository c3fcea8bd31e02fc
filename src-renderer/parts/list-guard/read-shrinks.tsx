import { Button, ErrorState, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import type { Job } from '#shared/contract/jobs.ts';

/** Failure of a job that would remove too many people or addresses; `null` for other failures, which the job tray shows. */
export const getShrinkFailure = (job: Job): Failure | null => (job.error !== null && isShrinkFailure(job.error) ? job.error : null);

/** Returns whether an import was refused because too many people or addresses would be removed. */
export const isShrinkFailure = ({ code }: Failure): boolean => code === 'list-shrinks' || code === 'list-loses-addresses';

/** Shows how many people or addresses a read would remove, and asks for confirmation before anything is replaced. */
export const ShrinkWarning = ({ failure, onConfirm }: { failure: Failure; onConfirm: (confirmed: ConfirmedChange) => void }) => {
  const text = useText('listGuard');
  const format = useFormat();
  const [gone, lost] = [Number(failure.params['gone']), Number(failure.params['lost'])];
  const percent = format.count(Number(failure.params['percent']));
  const isOfAddresses = failure.code === 'list-loses-addresses';
  return (
    <ErrorState
      failure={failure}
      action={
        <Button variant="default" onClick={() => onConfirm({ gone, cut: false, ...(isOfAddresses && { lostAddresses: lost }) })}>
          {isOfAddresses ? text('confirmAddresses', { lost, percent }) : text('confirm', { gone, percent })}
        </Button>
      }
    />
  );
};
