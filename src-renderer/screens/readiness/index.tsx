import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { FirstHint } from '#renderer/parts/first-hint/first-hint.tsx';
import { FormerDomainNotice } from '#renderer/parts/former-domain/former-domain-notice.tsx';
import { ReportDialog } from '#renderer/parts/report/report-dialog.tsx';
import { Button, DataAgeText, EmptyState, ErrorState, Muted, Notice, Row, Screen, Stack, TextLink, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { Answer } from './answer.tsx';
import classes from './home.module.css';
import { CauseQueue } from './queue/cause-queue.tsx';
import { HomeSkeleton } from './skeleton.tsx';
import { listMissingLists } from './view-model.ts';

/** ホーム: how many people cannot order, and the work that changes it, most urgent first. */
export const HomeScreen = () => {
  const text = useText('readiness');
  const { value, error, loading, stale, refetch } = useCall('readiness.summary', {});
  const [reportOpen, setReportOpen] = useState(false);
  const actions = (
    <>
      {value ? (
        <Muted mr="xs">
          {value.checking ? text('checking') : text('computed')}{' '}
          <DataAgeText at={value.computedAt} old={stale || value.checking === true} />
        </Muted>
      ) : null}
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={refetch} disabled={!value}>
        {text('actions.recompute')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setReportOpen(true)} disabled={!value}>
        {text('actions.report')}
      </Button>
    </>
  );
  return (
    <Screen title={text('title')} actions={actions} hint={value ? <FirstHint screen="readiness" /> : null}>
      {error === null ? null : (
        <div className={classes.error}>
          <ErrorState failure={error} onRetry={refetch} />
          {value ? (
            <Muted component="p" size="md" mt="sm">
              {text('stale')}
            </Muted>
          ) : null}
        </div>
      )}
      {value === null ? <WithoutLists /> : value ? <Content readiness={value} stale={stale} /> : loading ? <HomeSkeleton /> : null}
      <ReportDialog opened={reportOpen} onClose={() => setReportOpen(false)} view={null} />
    </Screen>
  );
};

/** Shown if a list is missing, or Amazon's list belongs to a former account. */
const WithoutLists = () => {
  const text = useText('readiness.empty');
  const reasons = useText('setupGuide.reason');
  const guide = useCall('setup.guide', {}).value;
  const isFormer = guide?.steps.some(({ check }) => check?.lacks.some(({ key }) => key === 'amazon-list-former')) === true;
  return (
    <EmptyState title={text('title')} action={<Button onClick={() => navigate('import')}>{text('action')}</Button>}>
      {isFormer ? reasons('amazon-list-former') : null}
    </EmptyState>
  );
};

const Content = ({ readiness, stale }: { readiness: Readiness; stale: boolean }) => {
  const text = useText('readiness');
  const causes = useCall('fixes.causes', {});
  const missing = readiness.partial.filter((key) => !key.startsWith('gate-'));
  return (
    <Stack gap="xl" className={classes.content} data-stale={stale || causes.stale || undefined}>
      <Answer readiness={readiness} today={causes.value?.today ?? null} />
      {missing.length === 0 ? null : (
        <Notice state="risk">
          {missing.map((key) => (
            <p key={key}>{text(`partial.${key}`)}</p>
          ))}
          <Row gap="xs md">
            {listMissingLists(readiness.partial).map((kind) => (
              <TextLink key={kind} onClick={() => navigate('import', { kind })}>
                {text(`partial.give.${kind}`)}
              </TextLink>
            ))}
          </Row>
        </Notice>
      )}
      <FormerDomainNotice readiness={readiness} />
      <CauseQueue answer={causes} />
    </Stack>
  );
};
