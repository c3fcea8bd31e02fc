import { useState } from 'react';
import { cancelJob, dismissJob, runJob, useCall, useClient, useJobs } from '#renderer/client/index.ts';
import { RoleRefusal } from '#renderer/parts/role-refusal/role-refusal.tsx';
import {
  Button,
  ErrorState,
  Facts,
  Muted,
  Row,
  SkeletonRows,
  Stack,
  StateMark,
  useFormat,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { formatWhen } from '../facts.tsx';
import { RemovalDialog } from '../removal-dialog.tsx';
import { CheckRuns } from './check-runs.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import type { ServerCheckState } from './state.ts';

/** The check that a team server runs by itself: its schedule, a run at once, and the runs so far. */
export const ServerCheck = () => {
  const text = useText('checkSchedule');
  const check = useText('weeklyCheck');
  const { value: state, error, loading, refetch } = useCall('checkSchedule.state', {});
  const [mode, setMode] = useState<'view' | 'edit' | 'remove'>('view');
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (state === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  const view = (): void => setMode('view');
  return (
    <Stack maw="48rem" gap="xl">
      <Muted component="p">{text('about')}</Muted>
      {mode === 'edit' ? (
        <RoleRefusal needs="administrator">
          <ScheduleForm state={state} onCancel={view} onSaved={view} />
        </RoleRefusal>
      ) : (
        <>
          <Schedule state={state} />
          <Row>
            <RoleRefusal needs="editor">
              <RunNow />
            </RoleRefusal>
            <RoleRefusal needs="administrator">
              <ChangeButtons hasSchedule={state.schedule !== null} onEdit={() => setMode('edit')} onRemove={() => setMode('remove')} />
            </RoleRefusal>
          </Row>
          <CheckRuns runs={state.runs} />
        </>
      )}
      <RemovalDialog
        opened={mode === 'remove'}
        call="checkSchedule.remove"
        effect={text('removeAsk', { when: state.schedule === null ? '' : formatWhen(state.schedule, check) })}
        onClose={view}
        onRemoved={view}
      />
    </Stack>
  );
};

const Schedule = ({ state: { schedule, next, people } }: { readonly state: ServerCheckState }) => {
  const text = useText('checkSchedule');
  const check = useText('weeklyCheck');
  const format = useFormat();
  if (schedule === null)
    return (
      <h2>
        <StateMark state="unknown" label={check('state.none')} />
      </h2>
    );
  const names = schedule.recipients.map((id) => people.find((person) => person.id === id)?.name ?? text('recipients.gone'));
  const chat = schedule.webhook === null ? [] : [check(`notify.forms.${schedule.webhook}`)];
  const notified = [...names, ...chat];
  return (
    <>
      <h2>
        <StateMark state="ready" label={check('state.on')} />
      </h2>
      <Facts terms="9rem" lines>
        <dt>{check('fact.when')}</dt>
        <dd>{formatWhen(schedule, check)}</dd>
        <dt>{text('fact.notify')}</dt>
        <dd>{notified.length === 0 ? text('fact.nowhere') : notified.join(check('separator'))}</dd>
        {next === null ? null : (
          <>
            <dt>{check('fact.next')}</dt>
            <dd>{format.dateTime(next)}</dd>
          </>
        )}
      </Facts>
    </>
  );
};

const RunNow = () => {
  const text = useText('checkSchedule');
  const check = useText('weeklyCheck');
  const client = useClient();
  const refused = useRefusalProps();
  const running = useJobs(({ jobs }) => jobs.find(({ kind, state }) => kind === 'scheduled-check' && state === 'running'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (): Promise<void> => {
    setFailure(null);
    const ended = await runJob(client, client.call('checkSchedule.run', {}));
    if (!ended.ok) return setFailure(ended.error);
    // The list of runs shows the result, also of a failed run.
    dismissJob(ended.value.id);
    setFailure(ended.value.error);
  };
  return (
    <>
      <Button loading={running !== undefined} onClick={() => void run()} {...refused}>
        {text('run')}
      </Button>
      {running === undefined ? null : (
        <Button variant="default" onClick={() => cancelJob(client, running.id)}>
          {check('stop')}
        </Button>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
    </>
  );
};

interface ChangeButtonsProps {
  readonly hasSchedule: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const ChangeButtons = ({ hasSchedule, onEdit, onRemove }: ChangeButtonsProps) => {
  const text = useText('checkSchedule');
  const check = useText('weeklyCheck');
  const refused = useRefusalProps();
  return (
    <>
      <Button variant="default" onClick={onEdit} {...refused}>
        {hasSchedule ? check('change') : text('add')}
      </Button>
      {hasSchedule ? (
        <Button variant="default" onClick={onRemove} {...refused}>
          {check('remove')}
        </Button>
      ) : null}
    </>
  );
};
