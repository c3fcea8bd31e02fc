import { useId, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import {
  Button,
  Dialog,
  EmptyState,
  ErrorState,
  Facts,
  Fold,
  Form,
  FormEnd,
  Notice,
  Progress,
  Row,
  SkeletonRows,
  SmallTable,
  Stack,
  Switch,
  TextInput,
  useFailureText,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { useJobPhase } from '../job-phase/use-job-phase.ts';
import { AmazonUserResults } from './amazon-user-results.tsx';
import classes from './amazon-users.module.css';
import type { AmazonUserCreation } from './use-amazon-user-creation.ts';

type Plan = CallOutput<'fixes.amazonUsers'>;

/** Creates missing Amazon users over the API: who, with which group, and what became of each request. */
export const AmazonUsersDialog = ({ creation }: { readonly creation: AmazonUserCreation }) => {
  const text = useText('amazonUsers');
  return (
    <Dialog opened={creation.isOpen} onClose={creation.close} size={800} title={text('open')}>
      {creation.isOpen ? <Content creation={creation} /> : null}
    </Dialog>
  );
};

const Content = ({ creation }: { readonly creation: AmazonUserCreation }) => {
  const { value: plan, error, refetch } = useCall('fixes.amazonUsers', {});
  const { job, ended } = creation;
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (plan === undefined) return <SkeletonRows rows={6} />;
  return (
    <Stack>
      <Ended creation={creation} />
      {job !== null ? <Running job={job} onStop={creation.stop} /> : <PlanView plan={plan} creation={creation} hasEnded={ended !== null} />}
      <AmazonUserResults />
    </Stack>
  );
};

/** Why the last job failed, or its numbers. */
const Ended = ({ creation: { ended, failure } }: { readonly creation: AmazonUserCreation }) => {
  const text = useText('amazonUsers');
  const done = useText('job.done');
  if (failure !== null) return <ErrorState failure={failure} />;
  if (ended === null) return null;
  if (ended.state !== 'done') return <Notice state="note">{text('stopped')}</Notice>;
  const [created, refused, unknown] = ['created', 'refused', 'unknown'].map((name) => Number(ended.result?.[name] ?? 0)) as [
    number,
    number,
    number,
  ];
  return <Notice state={refused + unknown > 0 ? 'risk' : 'ready'}>{done('create-amazon-users', { created, refused, unknown })}</Notice>;
};

const Running = ({ job, onStop }: { readonly job: Job; readonly onStop: () => void }) => {
  const text = useText('amazonUsers');
  const words = useText('job');
  const format = useFormat();
  const phase = useJobPhase();
  const { done, total, remainingMs } = job;
  return (
    <Stack gap="xs">
      <p aria-live="polite">
        {phase(job)} {total ? `${format.count(done)} / ${format.count(total)}` : ''}{' '}
        {remainingMs ? words('remaining', { time: format.remaining(remainingMs) }) : ''}
      </p>
      <Progress value={total ? (done / total) * 100 : 100} animated={!total} aria-label={words('kind.create-amazon-users')} />
      <Row>
        <Button variant="default" onClick={onStop}>
          {text('stop')}
        </Button>
        <span className={classes.hint}>{text('stopHint')}</span>
      </Row>
    </Stack>
  );
};

const PlanView = ({
  plan,
  creation,
  hasEnded,
}: {
  readonly plan: Plan;
  readonly creation: AmazonUserCreation;
  readonly hasEnded: boolean;
}) => {
  const text = useText('amazonUsers');
  const { people, refused } = plan;
  const words = useFailureText()({ code: 'amazon-users-refused', params: { reason: refused ?? 'none' } });
  return (
    <>
      {people.total === 0 && !hasEnded ? <EmptyState title={text('empty')}>{text('emptyHint')}</EmptyState> : null}
      {people.total > 0 && refused !== null ? (
        <Notice state="risk">
          {words.why} {words.next}
        </Notice>
      ) : null}
      {people.total > 0 && refused === null ? <CreationForm plan={plan} creation={creation} /> : null}
      <LeftOut leftOut={plan.leftOut} />
    </>
  );
};

const CreationForm = ({ plan, creation }: { readonly plan: Plan; readonly creation: AmazonUserCreation }) => {
  const text = useText('amazonUsers');
  const { settings, changeSettings } = creation;
  const { groupId = plan.lastGroupId, invites } = settings;
  const [typed, setTyped] = useState('');
  const { total } = plan.people;
  const isComplete = groupId.trim() !== '' && typed.normalize('NFKC').trim() === String(total);
  const create = (): void => {
    if (!isComplete) return;
    setTyped('');
    void creation.start({ groupId, suppressEmail: !invites, people: total, digest: plan.digest });
  };
  return (
    <Form onSubmit={create}>
      <Notice state="risk">{text('unverified')}</Notice>
      <PlanFacts plan={plan} />
      <TextInput
        label={text('group')}
        description={text('groupHint')}
        value={groupId}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => changeSettings({ ...settings, groupId: event.currentTarget.value })}
      />
      <Switch
        label={text('invite')}
        description={invites ? undefined : text('noInvite')}
        checked={invites}
        onChange={(event) => changeSettings({ ...settings, invites: event.currentTarget.checked })}
      />
      <People people={plan.people} />
      <TextInput
        label={text('confirm')}
        value={typed}
        inputMode="numeric"
        autoComplete="off"
        className={classes.confirm ?? ''}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <FormEnd action={text('do', { count: total })} onCancel={creation.close} disabled={!isComplete} changes />
    </Form>
  );
};

const PlanFacts = ({ plan: { connection, listTakenAt, seconds } }: { readonly plan: Plan }) => {
  const text = useText('amazonUsers');
  const format = useFormat();
  return (
    <Facts>
      <dt>{text('connection')}</dt>
      <dd translate="no">{connection}</dd>
      <dt>{text('list')}</dt>
      <dd>{listTakenAt === null ? '–' : format.dateTime(listTakenAt)}</dd>
      <dt>{text('role')}</dt>
      <dd translate="no">PunchoutUser</dd>
      <dt>{text('time')}</dt>
      <dd>{text('least', { seconds })}</dd>
    </Facts>
  );
};

const People = ({ people: { total, first } }: { readonly people: Plan['people'] }) => {
  const text = useText('amazonUsers');
  const id = useId();
  return (
    <div>
      <h3 id={id}>{text('people', { count: total })}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard. */}
      <section className={classes.rows} aria-labelledby={id} tabIndex={0}>
        <SmallTable dense aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{text('email')}</th>
              <th scope="col">{text('familyName')}</th>
              <th scope="col">{text('givenName')}</th>
            </tr>
          </thead>
          <tbody>
            {first.map(({ person, email, familyName, givenName, wasRefused }) => (
              <tr key={person}>
                <th scope="row" translate="no">
                  {email} {wasRefused ? <span className={classes.hint}>({text('refusedBefore')})</span> : null}
                </th>
                <td>{familyName}</td>
                <td>{givenName}</td>
              </tr>
            ))}
          </tbody>
        </SmallTable>
      </section>
      {total > first.length ? <p className={classes.hint}>{text('more', { count: total - first.length })}</p> : null}
    </div>
  );
};

const LeftOut = ({ leftOut: { total, first } }: { readonly leftOut: Plan['leftOut'] }) => {
  const text = useText('amazonUsers');
  if (total === 0) return null;
  return (
    <Fold title={text('leftOutTitle', { count: total })}>
      <SmallTable dense>
        <tbody>
          {first.map(({ person, name, email, why }) => (
            <tr key={person}>
              <th scope="row">{name}</th>
              <td translate="no">{email}</td>
              <td>{text(`leftOut.${why}`)}</td>
            </tr>
          ))}
        </tbody>
      </SmallTable>
      {total > first.length ? <p className={classes.hint}>{text('more', { count: total - first.length })}</p> : null}
    </Fold>
  );
};
