import { Button, ErrorState, useFormat, useText } from '#renderer/ui/index.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { ConfirmedChange } from '#shared/contract/list-changes.ts';
import type { Failure } from '#shared/contract/result.ts';

/** The failure of a read that would remove too many people; other failures are shown by the job tray. */
export const shrinkingOf = (job: Job): Failure | null => (job.error !== null && isShrinking(job.error) ? job.error : null);

/** Whether a reading was refused because too many would be gone. */
export const isShrinking = (failure: Failure): boolean => failure.code === 'list-shrinks';

/** Shows how many people a read would remove, and asks for confirmation before anything is replaced. */
export const ReadShrinks = ({ failure, onConfirm }: { failure: Failure; onConfirm: (confirmed: ConfirmedChange) => void }) => {
  const text = useText('listGuard');
  const format = useFormat();
  const gone = Number(failure.params['gone']);
  return (
    <ErrorState
      failure={failure}
      action={
        <Button variant="default" onClick={() => onConfirm({ gone, cut: false })}>
          {text('confirm', { gone, percent: format.count(Number(failure.params['percent'])) })}
        </Button>
      }
    />
  );
};
