import { IconArrowBackUp, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { runJob, useCall, useClient, useCompanyId, useConnection, useJobs } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { dismissRun, showRun } from '#renderer/parts/plan/shown-run.ts';
import { UndoDialog, type UndoRequest } from '#renderer/parts/plan/undo-dialog.tsx';
import {
  Button,
  ErrorState,
  Progress,
  SegmentedControl,
  SkeletonRows,
  StateMark,
  useDidUpdate,
  useFailureText,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { ApplyRun } from '#shared/contract/plan/apply.ts';
import { ReviewLayout } from '../review-layout.tsx';
import classes from './run.module.css';
import {
  formatCountdown,
  getRunMark,
  getRunProgress,
  isEnded,
  listFilteredStates,
  RUN_FILTERS,
  type RunFilter as View,
} from './run-view-model.ts';
import { Steps } from './steps.tsx';
import { TakeOverDialog } from './take-over.tsx';

/** A run: progress, result of each change, and possible actions. */
export const RunView = ({ runId }: { runId: string }) => {
  const text = useText('planScreen.run');
  const [view, setView] = useState<View>('all');
  const [page, setPage] = useState(0);
  const [undoing, setUndoing] = useState<UndoRequest | null>(null);
  const { value, error, loading, refetch } = useCall('apply.state', {
    runId,
    states: [...listFilteredStates(view)],
    offset: page * STEPS,
    limit: STEPS,
  });
  const job = useJobs(({ jobs }) => jobs.findLast(({ kind }) => kind === 'apply'));
  const moved = `${job?.state} ${job?.phase} ${job?.done}`;
  // New numbers of the job mean that the run's steps changed.
  useDidUpdate(refetch, [moved]);
  // During the run the next visit shows the run; once its end was seen, the plan.
  const seenEnd = useRef(false);
  seenEnd.current = value?.run != null && isEnded(value.run);
  useEffect(
    () => () => {
      if (seenEnd.current) dismissRun();
    },
    [],
  );
  if (error !== null && value === undefined) {
    return (
      <div className={classes.block}>
        <ErrorState failure={error} onRetry={refetch} action={<Button onClick={dismissRun}>{text('toPlan')}</Button>} />
      </div>
    );
  }
  const run = value?.run ?? null;
  if (value === undefined || run === null || run.id !== runId)
    return loading ? (
      <div className={classes.block}>
        <SkeletonRows rows={8} />
      </div>
    ) : null;
  return (
    <ReviewLayout
      isColumnFirst
      column={
        <Head
          run={run}
          job={job?.state === 'running' ? job : undefined}
          waitingUntil={value.waitingUntil}
          onUndo={() => setUndoing({ runId, keys: null })}
        />
      }
    >
      <div className={classes.filter}>
        <SegmentedControl
          aria-label={text('view.label')}
          data={RUN_FILTERS.map((one) => ({ value: one, label: text(`view.${one}`) }))}
          value={view}
          onChange={(next) => {
            setPage(0);
            setView(RUN_FILTERS.find((one) => one === next) ?? 'all');
          }}
        />
      </div>
      <Steps
        steps={value.steps}
        total={value.total}
        running={run.state === 'running'}
        page={page}
        size={STEPS}
        onPage={setPage}
        onUndo={isEnded(run) ? (key) => setUndoing({ runId, keys: [key] }) : null}
      />
      <UndoDialog asking={undoing} onClose={() => setUndoing(null)} onDone={dismissRun} />
    </ReviewLayout>
  );
};

const STEPS = 200;

interface HeadProps {
  readonly run: ApplyRun;
  readonly job: Job | undefined;
  readonly waitingUntil: CallOutput<'apply.state'>['waitingUntil'];
  /** Undoes all changes of the run. */
  readonly onUndo: () => void;
}

const Head = ({ run, job, waitingUntil, onUndo }: HeadProps) => {
  const text = useText('planScreen.run');
  const format = useFormat();
  const { done, failed, unknown, verified, differing, total, state } = run;
  // Without the host the state of a running run is unknown.
  const isLost = useConnection() !== 'open' && !isEnded(run);
  const progress = getRunProgress(run);
  const settled = isEnded(run);
  return (
    <section className={classes.head} data-lost={isLost || undefined} aria-label={text('progress')}>
      <p className={classes.big} role="status">
        <StateMark state={isLost ? 'unknown' : getRunMark(run)} label={text(`state.${isLost ? 'lost' : state}`)} />
        <span>
          {text(`sentence.${isLost ? 'lost' : state}`, { done, total, failed, verified, differing, left: total - done - failed })}
        </span>
      </p>
      <div className={classes.progressLine}>
        <Progress className={classes.progress} value={progress} aria-label={text('progress')} color={failed > 0 ? 'red' : 'indigo'} />
        <span className={classes.numbers}>{`${format.count(done + failed)} / ${format.count(total)}`}</span>
        <span className={classes.left}>
          {isLost ? '' : waitingUntil !== null ? <Waiting until={waitingUntil} /> : job === undefined ? '' : <Left job={job} />}
        </span>
      </div>
      <p className={classes.facts}>
        <span>{text('by', { by: run.by, at: format.dateTime(run.startedAt) })}</span>
        <span>{text('reason', { reason: run.reason })}</span>
      </p>
      {settled && differing > 0 ? <p className={classes.doubt}>{text('differing', { count: differing })}</p> : null}
      {unknown > 0 ? <p className={classes.doubt}>{text('unknown', { count: unknown })}</p> : null}
      <Actions run={run} waiting={waitingUntil !== null} isLost={isLost} onUndo={onUndo} />
    </section>
  );
};

/** Countdown of the server's Retry-After. */
const Waiting = ({ until }: { until: string }) => {
  const text = useText('planScreen.run');
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return text('waiting', { time: formatCountdown(until, now), at: format.time(until) });
};

const Left = ({ job: { phase, remainingMs } }: { job: Job }) => {
  const text = useText('planScreen.run');
  const phases = useText('job.phase');
  const format = useFormat();
  if (remainingMs !== null) return text('remaining', { time: format.remaining(remainingMs) });
  return phases.has(phase) ? phases(phase) : '';
};

type Start = (ifHeld: CallInput<'apply.resume'>['ifHeld']) => Promise<Result<{ jobId: string; runId: string }>>;

/** Actions possible in the run's state. */
const Actions = ({
  run,
  waiting,
  isLost,
  onUndo,
}: Pick<HeadProps, 'run' | 'onUndo'> & { readonly waiting: boolean; readonly isLost: boolean }) => {
  const text = useText('planScreen.run');
  const words = useFailureText();
  const client = useClient();
  const companyId = useCompanyId();
  const [failure, setFailure] = useState<{ readonly failure: Failure; readonly again: Start | null } | null>(null);
  const [asked, setAsked] = useState<'pause' | 'cancel' | null>(null);
  const { id: runId, state } = run;
  const running = state === 'running';
  const waits = state === 'paused' || state === 'interrupted';

  const begin = async (start: Start, ifHeld: 'refuse' | 'take-over'): Promise<void> => {
    setFailure(null);
    setAsked(null);
    showRun(companyId, runId);
    const ended = await runJob(client, start(ifHeld));
    if (!ended.ok) setFailure({ failure: ended.error, again: start });
    else if (ended.value.state === 'failed' && ended.value.error !== null) setFailure({ failure: ended.value.error, again: start });
  };
  const resume: Start = (ifHeld) => client.call('apply.resume', { runId, ifHeld });
  const retry: Start = (ifHeld) => client.call('apply.retryFailed', { runId, ifHeld });
  const ask = async (what: 'pause' | 'cancel'): Promise<void> => {
    setAsked(what);
    showRun(companyId, runId);
    const result = await client.call(what === 'pause' ? 'apply.pause' : 'apply.cancel', { runId });
    if (!result.ok) {
      setAsked(null);
      setFailure({ failure: result.error, again: null });
    }
  };
  const why = failure === null && run.failure !== null && !running ? words(run.failure) : null;
  const again = failure?.again ?? null;
  return (
    <>
      {failure === null ? null : failure.failure.code === 'lease-taken' && again !== null ? (
        <TakeOverDialog failure={failure.failure} onTakeOver={() => begin(again, 'take-over')} onClose={() => setFailure(null)} />
      ) : (
        <ErrorState failure={failure.failure} />
      )}
      {why === null ? null : (
        <p className={classes.why}>
          <b>{why.what}</b> {why.why}
        </p>
      )}
      <div className={classes.actions}>
        {running ? (
          <>
            <Button
              variant="default"
              disabled={isLost}
              loading={asked === 'pause' && !isLost}
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => void ask('pause')}
            >
              {text('pause')}
            </Button>
            <Button variant="default" disabled={isLost} loading={asked === 'cancel' && !isLost} onClick={() => void ask('cancel')}>
              {text('cancel')}
            </Button>
            {isLost ? null : <span className={classes.hint}>{text(waiting ? 'cancelHintWaiting' : 'cancelHint')}</span>}
          </>
        ) : null}
        {waits ? (
          <>
            <Button disabled={isLost} leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void begin(resume, 'refuse')}>
              {text('resume', { count: run.total - run.done - run.failed })}
            </Button>
            <Button variant="default" disabled={isLost} loading={asked === 'cancel' && !isLost} onClick={() => void ask('cancel')}>
              {text('giveUp')}
            </Button>
            <span className={classes.hint}>{text('giveUpHint')}</span>
          </>
        ) : null}
        {state === 'failed' ? <Retry run={run} onRetry={() => void begin(retry, 'refuse')} /> : null}
        {running || waits ? null : (
          <>
            {run.done === 0 ? null : (
              <Button variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={onUndo}>
                {text('undo')}
              </Button>
            )}
            <Button variant="default" onClick={() => navigate('history', { runId })}>
              {text('history')}
            </Button>
            <Button variant="default" onClick={dismissRun}>
              {text('toPlan')}
            </Button>
          </>
        )}
      </div>
    </>
  );
};

/** Retries steps that may succeed; refused and changed ones must be planned again. */
const Retry = ({ run, onRetry }: { run: ApplyRun; onRetry: () => void }) => {
  const text = useText('planScreen.run');
  const { value } = useCall('apply.state', { runId: run.id, states: ['failed'], offset: 0, limit: 500 });
  if (value === undefined) return null;
  const again = value.steps.filter(({ retryable }) => retryable).length;
  return again > 0 ? (
    <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
      {text('retry', { count: again })}
    </Button>
  ) : (
    <span className={classes.hint}>{text('noRetry')}</span>
  );
};
