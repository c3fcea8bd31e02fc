import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { cancelJob, dismissJob, runJob, useClient, useJobs, useShowCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { Button, Dialog, ErrorState, Progress, Row, Stack, useFormat, useText } from '../../ui/index.ts';
import classes from './welcome.module.css';
import { endWelcome } from './welcome-state.ts';

/** Opens the demo company: starts its groupware and imports its people, all on this machine. */
export const OpenDemoButton = () => {
  const text = useText('welcome.demo');
  const jobText = useText('job');
  const format = useFormat();
  const client = useClient();
  const showCompany = useShowCompany();
  const job = useJobs(({ jobs }) => jobs.find((each) => each.kind === 'open-demo' && each.state === 'running'));
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const start = async (): Promise<void> => {
    setStarting(true);
    const result = await runJob(client, client.call('companies.openDemo', {}));
    setStarting(false);
    if (!result.ok) return setFailure(result.error);
    dismissJob(result.value.id);
    const id = result.value.result?.['companyId'];
    if (typeof id !== 'string') return setFailure(result.value.error);
    const shown = await showCompany(id);
    if (!shown.ok) return setFailure(shown.error);
    enterCompany(id);
    endWelcome();
  };
  const step = `phase.${job?.phase}`;
  const phase = job === undefined ? '' : jobText(jobText.has(step) ? step : 'kind.open-demo');
  return (
    <>
      {job === undefined ? (
        <Button variant="default" loading={starting} onClick={() => void start()}>
          {text('start')}
        </Button>
      ) : (
        <Stack gap="sm" w="15rem">
          <Row align="stretch" wrap="nowrap" justify="space-between" className={classes.demoPhase} aria-live="polite">
            <span>{phase}</span>
            {job.total === null ? null : <span>{`${format.count(job.done)} / ${format.count(job.total)}`}</span>}
          </Row>
          <Progress
            value={job.total === null || job.total === 0 ? 100 : (job.done / job.total) * 100}
            animated={job.total === null}
            aria-label={phase}
          />
          <Button size="xs" variant="default" onClick={() => cancelJob(client, job.id)}>
            {jobText('cancel')}
          </Button>
        </Stack>
      )}
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={text('failed')}>
        {failure === null ? null : <ErrorState failure={failure} />}
      </Dialog>
    </>
  );
};
