import { type ReactNode, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { Button, ErrorState, Switch, useRefused, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import { countsInput } from '../../../parts/fixes/fix-filter.ts';
import classes from '../../../parts/fixes/fixes.module.css';
import type { FixSide } from '../../../parts/fixes/view-model.ts';
import imports from '../../../parts/list-reading/list-reading.module.css';
import { FixesFrame } from '../frame.tsx';
import { Outcome } from './outcome.tsx';
import { OwnFile } from './own-file.tsx';
import { Steps } from './steps.tsx';
import { FRESH, type Wizard } from './wizard.ts';

interface FileWizardProps {
  readonly side: FixSide;
  readonly wizard: Wizard;
  /** When the file was imported as the current list; `null` if it was chosen here. */
  readonly loadedAt?: string | null;
  readonly change: (part: Partial<Wizard>) => void;
  /** Why nothing can be written; `null` = possible. */
  readonly reason: string | null;
  /** Number of people in the file; `null` if unknown. */
  readonly people: number | null;
  /** Encoding and delimiter of the chosen file; `null` = not readable. */
  readonly read: Wizard['written'];
  /** `null` without a source file. */
  readonly write: (() => Promise<Result<{ readonly jobId: string }>>) | null;
  /** Error of the file, with a retry if that is useful. */
  readonly failure: Failure | null;
  readonly onRetry: (() => void) | undefined;
  /** Shown if there are no fixes for this side. */
  readonly empty: ReactNode;
  /** Preview of the chosen file. */
  readonly children: ReactNode;
}

/** Steps for both files: choose the source, check, write, save. */
export const FileWizard = (props: FileWizardProps) => {
  const { side, wizard, loadedAt = null, change, reason, people, read, write, failure, onRetry, empty, children } = props;
  const text = useText('fixesScreen');
  const locked = useRefused();
  const counts = useCall('fixes.list', countsInput([side]));
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  const { file, again, jobId } = wizard;
  const start = async (): Promise<void> => {
    if (write === null || reason !== null || read === null) return;
    setStarting(true);
    const started = await write();
    setStarting(false);
    setRefused(started.ok ? null : started.error);
    if (started.ok) change({ jobId: started.value.jobId, written: read });
  };
  const shownFailure = refused ?? failure;
  const waiting = (counts.value?.counts.adopted ?? 0) + (counts.value?.counts.written ?? 0);
  const actions =
    jobId !== null ? (
      <Button variant="default" onClick={() => change(FRESH)}>
        {text('startOver')}
      </Button>
    ) : file === null ? undefined : (
      <>
        <span className={imports.reason}>{reason}</span>
        <Button disabled={reason !== null} loading={starting} onClick={() => void start()} {...locked}>
          {people === null || reason !== null ? text('write.do') : text('write.people', { count: people })}
        </Button>
      </>
    );
  return (
    <FixesFrame tab={side} actions={actions}>
      <Steps side={side} at={jobId !== null ? 'hand-over' : file === null ? 'choose' : 'check'} />
      {jobId !== null ? (
        <Outcome side={side} jobId={jobId} written={wizard.written} onBack={() => change({ jobId: null, written: null })} />
      ) : counts.value === undefined ? (
        counts.error === null ? null : (
          <ErrorState failure={counts.error} onRetry={counts.refetch} />
        )
      ) : waiting === 0 ? (
        empty
      ) : (
        <>
          {counts.value.counts.written > 0 ? (
            <Switch
              className={classes.again}
              label={text('again', { count: counts.value.counts.written })}
              checked={again}
              onChange={(event) => change({ again: event.currentTarget.checked })}
            />
          ) : null}
          <OwnFile
            side={side}
            file={file}
            loadedAt={loadedAt}
            onFile={(chosen) => change({ ...FRESH, again, file: chosen })}
            onAway={() => change({ ...FRESH, again, isOther: true })}
          />
          {shownFailure === null ? null : (
            <div className={classes.block}>
              <ErrorState failure={shownFailure} onRetry={onRetry} />
            </div>
          )}
          {file === null ? null : children}
        </>
      )}
    </FixesFrame>
  );
};
