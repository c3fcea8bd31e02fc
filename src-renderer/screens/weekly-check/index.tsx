import { useState } from 'react';
import { useCall, useClient, useShownCompany } from '#renderer/client/index.ts';
import { ErrorState, Notice, Screen, SkeletonRows, Stack, useText } from '#renderer/ui/index.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import { Questionnaire } from './questionnaire.tsx';
import { Scheduled } from './scheduled.tsx';
import { ServerCheck } from './server-check/index.tsx';

/** The weekly check: scheduled in the operating system of this computer, or run by the team server. */
export const WeeklyCheckScreen = () => {
  const text = useText('weeklyCheck');
  const shown = useShownCompany();
  const isServer = useClient().host === 'server';
  return (
    <Screen title={text('title')}>
      {!shown ? null : isServer ? (
        <ServerCheck key={shown.company.id} />
      ) : (
        <WeeklyCheckJob key={shown.company.id} company={shown.company} />
      )}
    </Screen>
  );
};

const WeeklyCheckJob = ({ company }: { readonly company: Company }) => {
  const text = useText('weeklyCheck');
  const { value: state, error, loading, refetch } = useCall('weeklyCheck.state', {});
  const [asking, setAsking] = useState(false);
  const [removed, setRemoved] = useState(false);
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (state === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  const hasServer = company.serverAddress !== null && company.kind !== 'demo';
  if (state.state === 'none' || asking)
    return (
      <Stack>
        {removed ? <Notice state="ready">{text('removed')}</Notice> : null}
        <Questionnaire
          state={state}
          hasServer={hasServer}
          onCancel={state.state === 'none' ? null : () => setAsking(false)}
          onWritten={() => {
            setAsking(false);
            setRemoved(false);
          }}
        />
      </Stack>
    );
  return <Scheduled state={state} onChange={() => setAsking(true)} onRemoved={() => setRemoved(true)} />;
};
