import { useState } from 'react';
import { cancelJob, dismissJob, runJob, useCall, useClient, useJobs } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { ReasonFailure } from '#renderer/parts/connection-test/reason-failure.tsx';
import { KeychainTrouble } from '#renderer/parts/secrets/keychain-trouble.tsx';
import {
  Actions,
  Button,
  Dialog,
  EmptyState,
  ErrorState,
  Muted,
  Notice,
  Row,
  Select,
  SkeletonRows,
  Stack,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { AmazonOrderSource } from '#shared/contract/orders/amazon-orders.ts';
import classes from './amazon-orders.module.css';
import { AmazonFindings } from './findings.tsx';
import { DEFAULT_DAYS, DEFAULT_HOURS, listGaps, PERIOD_DAYS } from './view-model.ts';

/** Amazon's orders compared with NEO's requests. Reads only, and never concludes anything from an order that was not read. */
export const AmazonOrders = () => {
  const text = useText('orders.amazon');
  const [hours, setHours] = useState<number>(DEFAULT_HOURS);
  const summary = useCall('orders.amazonSummary', { hours });
  const connection = useCall('connections.amazonBusiness', {});
  const reader = useAmazonReader();
  const source = summary.value?.source;
  return (
    <div className={classes.box}>
      <Stack>
        <Muted component="p">{text('untried')}</Muted>
        <ReadingState reader={reader} />
        {summary.error !== null && source === undefined ? <ErrorState failure={summary.error} onRetry={summary.refetch} /> : null}
        {source === undefined ? (
          summary.error === null ? (
            <SkeletonRows rows={8} />
          ) : null
        ) : source === null ? (
          connection.value?.connection === null ? (
            <EmptyState
              title={text('empty.title')}
              action={<Button onClick={() => navigate('integration', {})}>{text('empty.open')}</Button>}
            >
              {text('empty.unset')}
            </EmptyState>
          ) : (
            <EmptyState title={text('empty.title')} action={<ReadControls reader={reader} isFirst />}>
              {text('empty.text')}
            </EmptyState>
          )
        ) : (
          <>
            <Row>
              <ReadControls reader={reader} />
              <RemoveOrders />
            </Row>
            <SourceFacts source={source} />
            <AmazonFindings source={source} hours={hours} onHours={setHours} />
          </>
        )}
      </Stack>
    </div>
  );
};

interface AmazonReader {
  readonly days: number;
  readonly setDays: (days: number) => void;
  readonly isReading: boolean;
  readonly failure: Failure | null;
  readonly read: () => void;
}

function useAmazonReader(): AmazonReader {
  const client = useClient();
  const isReading = useJobs(({ jobs }) => jobs.some(({ kind, state }) => kind === 'read-amazon-orders' && state === 'running'));
  const [days, setDays] = useState<number>(DEFAULT_DAYS);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (): Promise<void> => {
    setFailure(null);
    const ended = await runJob(client, client.call('orders.readAmazon', { days }));
    if (!ended.ok) return setFailure(ended.error);
    // Shown here, so not in the job tray as well.
    dismissJob(ended.value.id);
    if (ended.value.state === 'failed') setFailure(ended.value.error);
  };
  return { days, setDays, isReading, failure, read: () => void read() };
}

const ReadControls = ({ reader, isFirst = false }: { readonly reader: AmazonReader; readonly isFirst?: boolean }) => {
  const text = useText('orders.amazon');
  return (
    <Row>
      <Select
        aria-label={text('period')}
        className={classes.select ?? ''}
        data={PERIOD_DAYS.map((days) => ({ value: String(days), label: text('days', { days }) }))}
        value={String(reader.days)}
        allowDeselect={false}
        onChange={(days) => reader.setDays(Number(days))}
      />
      <Button variant={isFirst ? 'filled' : 'default'} loading={reader.isReading} onClick={reader.read}>
        {text(isFirst ? 'read' : 'readAgain')}
      </Button>
    </Row>
  );
};

/** Progress with a button that stops the reading, or why it failed. */
const ReadingState = ({ reader }: { readonly reader: AmazonReader }) => {
  const text = useText('orders.amazon');
  const client = useClient();
  const job = useJobs(({ jobs }) => jobs.findLast(({ kind, state }) => kind === 'read-amazon-orders' && state === 'running'));
  const { failure } = reader;
  if (job !== undefined)
    return (
      <Row>
        <span role="status">{text(job.phase === 'asked-to-wait' ? 'waiting' : 'reading', { done: job.done })}</span>
        <Button size="xs" variant="default" onClick={() => cancelJob(client, job.id)}>
          {text('stop')}
        </Button>
      </Row>
    );
  if (failure === null) return null;
  return failure.code === 'amazon-orders-failed' ? (
    <ReasonFailure failure={failure} />
  ) : (
    <KeychainTrouble failure={failure} onRetry={reader.read} />
  );
};

/** Period, time of reading, and what could not be compared. */
const SourceFacts = ({ source }: { readonly source: AmazonOrderSource }) => {
  const text = useText('orders.amazon');
  const format = useFormat();
  const { orders, matched, from, to, readAt, requestsReadAt, areNumbersComparable } = source;
  const gaps = listGaps(source);
  const times = { from: format.dateTime(from), to: format.dateTime(to), at: format.dateTime(readAt) };
  return (
    <Stack gap="xs">
      <p>
        {text('source', { orders, matched, ...times })}{' '}
        {requestsReadAt === null ? null : text('requests', { at: format.dateTime(requestsReadAt) })}
      </p>
      <Notice state="note">{text('honest')}</Notice>
      {requestsReadAt === null ? (
        <Notice state="risk">{text('noRequests')}</Notice>
      ) : areNumbersComparable ? null : (
        <Notice state="risk">{text('numbers')}</Notice>
      )}
      {gaps.length === 0 ? null : (
        <Muted component="p">
          {text('gapsTitle')}: {format.list(gaps.map(({ gap, count }) => text(`gaps.${gap}`, { count })))}
        </Muted>
      )}
    </Stack>
  );
};

const RemoveOrders = () => {
  const text = useText('orders.amazon');
  const client = useClient();
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remove = async (): Promise<void> => {
    const result = await client.call('orders.removeAmazon', {});
    if (!result.ok) setFailure(result.error);
    else setAsked(false);
  };
  return (
    <>
      <Button variant="subtle" onClick={() => setAsked(true)}>
        {text('remove')}
      </Button>
      <Dialog opened={isAsked} onClose={() => setAsked(false)} size={480} title={text('removeTitle')}>
        <Stack>
          <p>{text('removeWhat')}</p>
          {failure === null ? null : <ErrorState failure={failure} />}
          <Actions>
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {text('cancel')}
            </Button>
            <Button color="red" onClick={() => void remove()}>
              {text('remove')}
            </Button>
          </Actions>
        </Stack>
      </Dialog>
    </>
  );
};
