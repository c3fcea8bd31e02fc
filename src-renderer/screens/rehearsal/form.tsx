import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { cancelJob, dismissJob, runJob, useClient, useJob } from '#renderer/client/index.ts';
import { Button, ErrorState, FieldLabel, Muted, Progress, Row, Stack, TextInput, TruncatedText, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { toIsoDay } from '../../parts/decisions/days.ts';
import classes from './rehearsal.module.css';
import { getNextApril } from './view-model.ts';

const ACCEPT = '.csv,.tsv,.txt,.xlsx';

interface RehearsalFormProps {
  /** A result already exists. */
  readonly again: boolean;
  readonly onDone: () => void;
}

/** Form for the future lists and their day; starts the job that evaluates all drafts with them. */
export const RehearsalForm = ({ again, onDone }: RehearsalFormProps) => {
  const text = useText('rehearsalScreen');
  const client = useClient();
  const [users, setUsers] = useState<FileToken | null>(null);
  const [organizations, setOrganizations] = useState<FileToken | null>(null);
  const [date, setDate] = useState(() => getNextApril(toIsoDay(Date.now())));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const running = jobId !== null;

  const choose = async (keep: (file: FileToken) => void): Promise<void> => {
    const result = await client.pickFile(ACCEPT);
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    if (result.value !== null) keep(result.value);
  };
  const run = async (): Promise<void> => {
    if (users === null || date === '') return;
    setFailure(null);
    const started = client.call('rehearsal.run', { users: users.token, organizations: organizations?.token ?? null, date });
    void started.then((result) => result.ok && setJobId(result.value.jobId));
    const ended = await runJob(client, started);
    setJobId(null);
    if (!ended.ok) return setFailure(ended.error);
    // The screen shows the result itself.
    dismissJob(ended.value.id);
    if (ended.value.error !== null) setFailure(ended.value.error);
    else if (ended.value.state === 'done') onDone();
  };
  const file = (kind: 'users' | 'organizations', chosen: FileToken | null, keep: (file: FileToken) => void) => (
    <Stack gap="none" align="flex-start" maw="22rem">
      <FieldLabel mb="xs">{text(`form.${kind}`)}</FieldLabel>
      <Button
        variant="default"
        maw="100%"
        leftSection={<IconFileUpload size={16} aria-hidden />}
        disabled={running}
        onClick={() => void choose(keep)}
      >
        {chosen === null ? text(`form.choose.${kind}`) : <TruncatedText>{chosen.name}</TruncatedText>}
      </Button>
    </Stack>
  );
  return (
    <Stack component="section" gap="sm" className={classes.form} aria-labelledby="coming-organisation">
      <h2 id="coming-organisation">{text('form.title')}</h2>
      <Row gap="md lg" align="flex-end">
        {file('users', users, setUsers)}
        {file('organizations', organizations, setOrganizations)}
        <TextInput
          type="date"
          label={text('form.date')}
          value={date}
          disabled={running}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Button disabled={users === null || date === ''} loading={running} onClick={() => void run()}>
          {text(again ? 'form.again' : 'form.run')}
        </Button>
      </Row>
      <Muted component="p" size="xs">
        {text('form.hint')}
      </Muted>
      {running ? (
        <div className={classes.progress}>
          <Progress value={job?.total ? (job.done / job.total) * 100 : 100} animated={!job?.total} aria-label={text('form.running')} />
          <Button size="xs" variant="default" onClick={() => cancelJob(client, jobId)}>
            {text('form.cancel')}
          </Button>
        </div>
      ) : null}
      {failure === null ? null : <ErrorState failure={failure} />}
    </Stack>
  );
};
