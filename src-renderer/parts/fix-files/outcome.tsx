import { useEffect } from 'react';
import { cancelJob, dismissJob, useCall, useClient, useJob } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, Progress, useFormat, useText } from '#renderer/ui/index.ts';
import classes from '../fixes/fixes.module.css';
import type { FixSide } from '../fixes/view-model.ts';
import { useJobPhase } from '../job-phase/use-job-phase.ts';
import { LeftOut } from './left-out.tsx';
import { NextSteps } from './next-steps.tsx';
import type { Wizard } from './wizard.ts';
import { WrittenFiles } from './written-files.tsx';

interface OutcomeProps {
  readonly side: FixSide;
  readonly jobId: string;
  readonly written: Wizard['written'];
  /** Returns to the preview with the same file. */
  readonly onBack: () => void;
}

/** The job that writes the file, and its result: files to save, people left out, next steps. */
export const Outcome = ({ side, jobId, written, onBack }: OutcomeProps) => {
  const text = useText('fixesScreen');
  const words = useText('job');
  const format = useFormat();
  const client = useClient();
  const job = useJob(jobId);
  const phase = useJobPhase();
  const ended = job !== undefined && job.state !== 'running';
  // Shown here, so not in the job tray as well.
  useEffect(() => {
    if (ended) dismissJob(jobId);
  }, [ended, jobId]);
  const writingId = job?.state === 'done' ? Number(job.result?.['writingId']) : null;
  const writings = useCall('fixes.writings', writingId === null ? null : {});
  if (job === undefined || job.state === 'running') {
    return (
      <div className={classes.running}>
        <p aria-live="polite">
          {job === undefined ? words(`kind.fix-${side}`) : phase(job)}
          <span className={classes.muted}>
            {' '}
            {job?.total ? `${format.count(job.done)} / ${format.count(job.total)}` : ''}{' '}
            {job?.remainingMs ? words('remaining', { time: format.remaining(job.remainingMs) }) : ''}
          </span>
        </p>
        <Progress value={job?.total ? (job.done / job.total) * 100 : 100} animated={!job?.total} aria-label={words(`kind.fix-${side}`)} />
        <Button variant="default" onClick={() => cancelJob(client, jobId)}>
          {words('cancel')}
        </Button>
      </div>
    );
  }
  if (job.state !== 'done') {
    const back = (
      <Button variant="default" onClick={onBack}>
        {text('outcome.back')}
      </Button>
    );
    return job.error === null ? (
      <div className={classes.block}>
        <Notice>{text('outcome.cancelled')}</Notice>
        <div className={classes.panelActions}>{back}</div>
      </div>
    ) : (
      <div className={classes.block}>
        <ErrorState failure={job.error} action={back} />
      </div>
    );
  }
  const writing = writings.value?.writings.find(({ id }) => id === writingId);
  const told = (name: string): number => Number(job.result?.[name] ?? 0);
  const files = Number(job.result?.['files'] ?? 1);
  return (
    <div className={classes.block} role="status">
      <Notice state="ready">{words(`done.fix-${side}`, { people: told('people'), files })}</Notice>
      {writings.error === null ? null : <ErrorState failure={writings.error} onRetry={writings.refetch} />}
      {writing === undefined ? null : (
        <>
          <WrittenFiles writing={writing} first />
          <NextSteps
            side={side}
            written={written}
            files={files}
            invited={told('invited')}
            oldAccounts={told('oldAccounts')}
            changed={told('changed')}
          />
          <LeftOut leftOut={writing.leftOut} />
        </>
      )}
    </div>
  );
};
