import { IconAlertCircle, IconCircleCheck, IconFolderOpen, IconLoader2, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { cancelJob, dismissJob, putSavedAway, useClient, useConnection, useJobs, useSavedFile } from '../client/index.ts';
import { useJobPhase } from '../parts/job-phase/use-job-phase.ts';
import {
  ActionIcon,
  afterRest,
  Button,
  FailureDialog,
  Muted,
  Progress,
  Row,
  Tooltip,
  TruncatedText,
  useFailureText,
  useFormat,
  useText,
} from '../ui/index.ts';
import classes from './job-tray.module.css';

/** A success message closes after this time; failures stay until they are closed. */
const GOOD_NEWS_MS = 8_000;

/** Running jobs, docked below the screen so that they cover nothing. The tray stays when the screen changes. */
export const JobTray = () => {
  const text = useText('job');
  const jobs = useJobs((state) => state.jobs);
  const dismissed = useJobs((state) => state.dismissed);
  const shown = newsOf(jobs, dismissed);
  const connected = useConnection() === 'open';
  const saved = useSavedFile((state) => state.file);
  if (shown.length === 0 && connected && saved === null) return null;
  return (
    <section className={classes.tray} aria-label={text('tray')}>
      {connected ? null : (
        <Row gap="md" wrap="nowrap" className={classes.row} role="alert">
          <IconPlugConnectedX size={16} className={classes.bad} aria-hidden />
          <span className={classes.message}>{text('disconnected')}</span>
        </Row>
      )}
      {shown.map((job) =>
        job.state === 'running' ? <RunningJob key={job.id} job={job} connected={connected} /> : <EndedJob key={job.id} job={job} />,
      )}
      {saved === null ? null : <SavedFile key={saved.token} token={saved.token} name={saved.name} />}
    </section>
  );
};

/** The saved file under the name from the system dialog, with a button that shows it in its folder. */
const SavedFile = ({ token, name }: { token: string; name: string }) => {
  const text = useText('job');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = async (): Promise<void> => {
    const shown = await client.call('files.show', { token });
    setFailure(shown.ok ? null : shown.error);
  };
  return (
    <Row gap="md" wrap="nowrap" className={classes.row} role="status">
      <IconCircleCheck size={16} className={classes.good} aria-hidden />
      <span className={classes.message}>{text('savedAs', { name })}</span>
      <Button size="xs" variant="default" leftSection={<IconFolderOpen size={14} aria-hidden />} onClick={() => void show()}>
        {text('openFolder')}
      </Button>
      <Tooltip label={text('dismiss')}>
        <ActionIcon size="sm" aria-label={text('dismiss')} onClick={putSavedAway}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
      <FailureDialog title={text('openFolder')} failure={failure} onClose={() => setFailure(null)} />
    </Row>
  );
};

/** Number of completed items, with the total if it is known. */
function progressText({ done, total }: Job, count: (value: number) => string): string {
  if (total !== null) return `${count(done)} / ${count(total)}`;
  return done > 0 ? count(done) : '';
}

/** Without a connection the last state of a job is old, so only its name is shown. */
const RunningJob = ({ job, connected }: { job: Job; connected: boolean }) => {
  const text = useText('job');
  const format = useFormat();
  const client = useClient();
  const phase = useJobPhase()(job);
  const name = text(`kind.${job.kind}`);
  return (
    <Row gap="md" wrap="nowrap" className={classes.row}>
      {connected ? <IconLoader2 size={16} className={classes.turning} aria-hidden /> : null}
      <b>{name}</b>
      <TruncatedText c="dimmed">{connected ? phase : ''}</TruncatedText>
      <span className={classes.numbers}>{connected ? progressText(job, format.count) : ''}</span>
      <Progress
        className={classes.progress}
        value={job.total === null || job.total === 0 ? 100 : (job.done / job.total) * 100}
        animated={job.total === null && connected}
        aria-label={`${name} ${phase}`}
      />
      <Muted size="md" className={classes.remaining}>
        {job.remainingMs === null || !connected ? '' : text('remaining', { time: format.remaining(job.remainingMs) })}
      </Muted>
      <Button size="xs" variant="default" disabled={!connected} onClick={() => cancelJob(client, job.id)}>
        {text('cancel')}
      </Button>
    </Row>
  );
};

const EndedJob = ({ job }: { job: Job }) => {
  const text = useText('job');
  const client = useClient();
  const words = useFailureText();
  const [details, setDetails] = useState<Failure | null>(null);
  const good = job.state === 'done';
  // A job can complete and still report failures, so no tick is shown then.
  const passed = good && job.result?.['passed'] !== false && !(Number(job.result?.['failed'] ?? 0) > 0);
  const keeping = useJobs((state) => state.keeping.get(job.id));
  // A single file that was not saved immediately keeps its entry; several files are saved on the screen that created them.
  const keeps = typeof job.result?.token === 'string' && Number(job.result.files ?? 1) === 1 && keeping !== 'saved';

  useEffect(() => {
    if (!good || keeps) return;
    // The entries above move down when this one closes.
    return afterRest(GOOD_NEWS_MS, () => dismissJob(job.id));
  }, [good, keeps, job.id]);

  const save = async (): Promise<void> => {
    const { token, name } = job.result ?? {};
    const result = await client.saveFile({ token: String(token), name: String(name) });
    if (!result.ok) setDetails(result.error);
    else if (result.value.saved) dismissJob(job.id);
  };
  const failure = job.error;
  return (
    <Row gap="md" wrap="nowrap" className={classes.row} role={good ? 'status' : 'alert'}>
      {passed ? (
        <IconCircleCheck size={16} className={classes.good} aria-hidden />
      ) : (
        <IconAlertCircle size={16} className={classes.bad} aria-hidden />
      )}
      <b>{text(`kind.${job.kind}`)}</b>
      <span className={classes.message}>
        {good ? text(keeping === 'saved' ? 'saved' : `done.${job.kind}`, numbersOf(job)) : failure === null ? '' : words(failure).what}
      </span>
      {good && keeps && keeping !== 'saving' ? (
        <Button size="xs" variant="default" onClick={() => void save()}>
          {text('save')}
        </Button>
      ) : null}
      {failure === null ? null : (
        <Button size="xs" variant="default" onClick={() => setDetails(failure)}>
          {text('why')}
        </Button>
      )}
      <Tooltip label={text('dismiss')}>
        <ActionIcon size="sm" aria-label={text('dismiss')} onClick={() => dismissJob(job.id)}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
      <FailureDialog title={text(`kind.${job.kind}`)} failure={details} onClose={() => setDetails(null)} />
    </Row>
  );
};

/** All running jobs, and the last completed one of each kind until it is closed. Canceled jobs are not shown. */
const newsOf = (jobs: readonly Job[], dismissed: ReadonlySet<string>): readonly Job[] =>
  jobs.filter((job, at) => {
    if (job.state === 'running') return true;
    if (job.state === 'cancelled' || dismissed.has(job.id)) return false;
    return !jobs.slice(at + 1).some((later) => later.kind === job.kind);
  });

/** Arguments of a job's completion message; each text uses those it needs. */
const numbersOf = (job: Job): Record<string, string | number> => {
  const params: Record<string, string | number> = { rows: 0, users: 0, organizations: 0, name: '' };
  for (const [key, value] of Object.entries(job.result ?? {}))
    if (typeof value === 'string' || typeof value === 'number') params[key] = value;
    else if (typeof value === 'boolean') params[key] = String(value);
  return params;
};
