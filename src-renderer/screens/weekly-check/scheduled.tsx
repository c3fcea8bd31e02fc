import { useState } from 'react';
import { cancelJob, dismissJob, runJob, useClient, useJobs } from '#renderer/client/index.ts';
import { Button, CodeBlock, ErrorState, Mono, Notice, Row, Stack, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { CheckFacts, formatWhen } from './facts.tsx';
import { RemovalDialog } from './removal-dialog.tsx';
import type { CheckState } from './view-model.ts';

interface ScheduledProps {
  readonly state: CheckState;
  readonly onChange: () => void;
  readonly onRemoved: () => void;
}

/** The schedule as the operating system has it: its next run, a trial, and its removal. */
export const Scheduled = ({ state, onChange, onRemoved }: ScheduledProps) => {
  const text = useText('weeklyCheck');
  const format = useFormat();
  const [removing, setRemoving] = useState(false);
  const { check, next } = state;
  return (
    <Stack maw="44rem" gap="xl">
      <div role="status">
        <h2>
          <StateMark state={state.state === 'on' ? 'ready' : 'risk'} label={text(`state.${state.state}`)} />
        </h2>
        {state.state === 'off' || state.state === 'unreadable' ? <p>{text(`state.${state.state}Next`)}</p> : null}
      </div>
      {check === null ? null : (
        <CheckFacts check={check}>
          {next === null ? null : (
            <>
              <dt>{text('fact.next')}</dt>
              <dd>{`${format.date(next)} ${check.time}`}</dd>
            </>
          )}
          <dt>{text('fact.entry')}</dt>
          <dd>
            <Mono>{state.entry}</Mono>
          </dd>
          <dt>{text('fact.log')}</dt>
          <dd>
            <Mono>{state.log}</Mono>
          </dd>
        </CheckFacts>
      )}
      <Warnings state={state} />
      {check === null ? null : <Trial />}
      <Row>
        <Button variant="default" onClick={onChange}>
          {text(state.state === 'on' ? 'change' : 'again')}
        </Button>
        <Button variant="default" onClick={() => setRemoving(true)}>
          {text('remove')}
        </Button>
      </Row>
      <RemovalDialog
        opened={removing}
        call="weeklyCheck.remove"
        effect={text('removeAsk.text', { when: check === null ? '' : formatWhen(check, text) })}
        onClose={() => setRemoving(false)}
        onRemoved={onRemoved}
      />
    </Stack>
  );
};

/** What keeps a run from starting or from reading its secrets. */
const Warnings = ({ state: { scheduler, onlySignedIn, secret, check } }: { readonly state: CheckState }) => {
  const text = useText('weeklyCheck');
  const needsKeychain = secret !== 'none-needed' || (check !== null && check.neo === null);
  return (
    <Stack gap="sm">
      {secret === 'missing' || secret === 'unknown' ? <Notice state="risk">{text(`secret.${secret}`)}</Notice> : null}
      {onlySignedIn === true ? <Notice>{text(scheduler === 'systemd' ? 'signedIn.systemd' : 'signedIn.other')}</Notice> : null}
      {onlySignedIn === false && needsKeychain ? <Notice state="risk">{text('signedOut')}</Notice> : null}
    </Stack>
  );
};

/** Runs the scheduled command once and shows what its log says. */
const Trial = () => {
  const text = useText('weeklyCheck');
  const client = useClient();
  const running = useJobs(({ jobs }) => jobs.find(({ kind, state }) => kind === 'weekly-check' && state === 'running'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<Job['result']>(null);
  const run = async (): Promise<void> => {
    setFailure(null);
    setResult(null);
    const ended = await runJob(client, client.call('weeklyCheck.try', {}));
    if (!ended.ok) return setFailure(ended.error);
    dismissJob(ended.value.id);
    setFailure(ended.value.error);
    setResult(ended.value.result);
  };
  return (
    <Stack gap="md">
      <Row>
        <Button loading={running !== undefined} onClick={() => void run()}>
          {text('try')}
        </Button>
        {running === undefined ? null : (
          <Button variant="default" onClick={() => cancelJob(client, running.id)}>
            {text('stop')}
          </Button>
        )}
      </Row>
      <div aria-live="polite">
        {running !== undefined ? text('trying') : null}
        {result === null ? null : <TrialResult result={result} />}
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
    </Stack>
  );
};

const TrialResult = ({ result }: { readonly result: NonNullable<Job['result']> }) => {
  const text = useText('weeklyCheck.result');
  const exit = Number(result['exit']);
  const lines = Array.isArray(result['lines']) ? result['lines'].map((line) => String(line['text'])) : [];
  const outcome = exit === 0 ? 'same' : exit === 1 ? 'news' : 'failed';
  return (
    <Stack gap="sm">
      <Notice state={outcome === 'failed' ? 'risk' : 'ready'}>{text(outcome, { exit })}</Notice>
      <CodeBlock label={text('title')} wraps mah="14rem">
        {lines.length === 0 ? text('none') : lines.join('\n')}
      </CodeBlock>
    </Stack>
  );
};
