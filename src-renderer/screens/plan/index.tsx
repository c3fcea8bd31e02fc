import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { runJob, useCall, useClient, useCompanyId, useJob, useJobs } from '#renderer/client/index.ts';
import { FirstHint } from '#renderer/parts/first-hint/first-hint.tsx';
import { showRun, useShownRun } from '#renderer/parts/plan/shown-run.ts';
import { useHasServer } from '#renderer/parts/plan/use-unapplied.ts';
import { Button, DataAgeText, EmptyState, ErrorState, Screen, SkeletonRows, useDidUpdate, useNow, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { RunView } from './apply/run-view.tsx';
import { ExportPlanMenu } from './export-plan.tsx';
import { ManualEntry } from './manual-entry/manual-entry.tsx';
import classes from './plan.module.css';
import { PlanList } from './plan-list.tsx';
import { getPlanServerAccess, type PlanState } from './view-model.ts';

/** After this age other administrators have likely changed the server. */
const OLD_AFTER_MS = 8 * 3_600_000;
/** Phases in which a run sends; before, it only reads. */
const SENDING_PHASES: ReadonlySet<string> = new Set(['applying', 'waiting-for-server', 'reading-back']);

/** 反映: differences between drafts and server, what to send, and progress. */
export const PlanScreen = () => {
  const text = useText('planScreen');
  const { value, error, loading, refetch } = useCall('plan.state', {});
  const hasServer = useHasServer();
  const reader = useReader();
  const runId = useRunInSight(value, refetch);
  const standing = value === undefined ? null : getPlanServerAccess(value, hasServer);
  const read = value?.read ?? null;
  return (
    <Screen
      title={text('title')}
      layout="fill"
      hint={runId === null && hasServer ? <FirstHint screen="plan" /> : null}
      actions={
        value === undefined || runId !== null || standing === 'unread' ? undefined : standing === 'by-hand' ? undefined : (
          <>
            {read === null ? null : <ReadAge at={read.at} />}
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={reader.reading} onClick={reader.read}>
              {text('readAgain')}
            </Button>
            <ExportPlanMenu disabled={value.totals.chosen === 0} />
          </>
        )
      }
    >
      {reader.failure === null || standing === 'by-hand' ? null : (
        <div className={classes.block}>
          <ErrorState failure={reader.failure} onRetry={reader.read} />
        </div>
      )}
      {error !== null && value === undefined ? (
        <div className={classes.block}>
          <ErrorState failure={error} onRetry={refetch} />
        </div>
      ) : value === undefined ? (
        loading ? (
          <div className={classes.block}>
            <SkeletonRows rows={10} />
          </div>
        ) : null
      ) : runId !== null ? (
        <RunView key={runId} runId={runId} />
      ) : standing === 'by-hand' ? (
        <ManualEntry hasServer={hasServer} reading={reader.reading} onRead={reader.read} />
      ) : standing === 'unread' ? (
        <div className={classes.block}>
          <EmptyState
            title={text('unread.title')}
            action={
              <Button loading={reader.reading} leftSection={<IconRefresh size={16} aria-hidden />} onClick={reader.read}>
                {text('read')}
              </Button>
            }
          >
            {text('unread.text')}
          </EmptyState>
        </div>
      ) : (
        <PlanList state={value} />
      )}
    </Screen>
  );
};

const ReadAge = ({ at }: { at: string }) => {
  const text = useText('planScreen');
  const now = useNow();
  return (
    <span className={classes.age}>
      {text('readAt')} <DataAgeText at={at} old={now - Date.parse(at) > OLD_AFTER_MS} />
    </span>
  );
};

interface Reader {
  readonly reading: boolean;
  readonly failure: Failure | null;
  readonly read: () => void;
}

/** Reads everything from the server; a standard NEO is detected by its refusal. */
function useReader(): Reader {
  const client = useClient();
  const reading = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'read-server' && job.state === 'running'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (): Promise<void> => {
    setFailure(null);
    const result = await runJob(client, client.call('plan.readServer', {}));
    if (!result.ok) setFailure(result.error);
    else if (result.value.state === 'failed') setFailure(result.value.error);
  };
  return { reading, failure, read: () => void read() };
}

/** The run shown instead of the plan: running, paused, or completed with a result that was not closed. */
function useRunInSight(state: PlanState | undefined, refetch: () => void): string | null {
  const companyId = useCompanyId();
  const shown = useShownRun();
  const sending = shown.companyId === companyId ? shown.sending : null;
  const job = useJob(sending?.jobId ?? null);
  const begun = job !== undefined && (job.state === 'done' || (job.state === 'running' && SENDING_PHASES.has(job.phase)));
  useEffect(() => {
    if (sending !== null && begun) showRun(companyId, sending.runId);
  }, [sending, begun, companyId]);
  const applying = useJobs(({ jobs }) => jobs.findLast(({ kind }) => kind === 'apply'));
  const stage = `${applying?.id} ${applying?.state} ${applying?.phase}`;
  // A new stage of the run's job means that the plan's state changed.
  useDidUpdate(refetch, [stage]);
  const own = shown.companyId === companyId ? shown.runId : null;
  return state?.run?.id ?? own;
}
