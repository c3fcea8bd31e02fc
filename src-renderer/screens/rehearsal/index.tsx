import { useCallback, useState } from 'react';
import { useCall, useHasNeoPeople } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, ErrorState, Screen, SkeletonRows, SplitView, useText } from '#renderer/ui/index.ts';
import { RehearsalChangePeople } from './change-people.tsx';
import { RehearsalForm } from './form.tsx';
import { DatedChangeForm } from './keep-form.tsx';
import { PlannedChanges } from './planned-changes.tsx';
import classes from './rehearsal.module.css';
import { RehearsalResult } from './result.tsx';
import type { RehearsalChange } from './view-model.ts';

/** 組織変更: evaluates drafts with the company of a later day. */
export const RehearsalScreen = () => {
  const text = useText('rehearsalScreen');
  const loaded = useHasNeoPeople();
  const { value, error, loading, refetch } = useCall('rehearsal.result', {});
  const planned = useCall('datedChanges.list', {});
  // Rendered together, because a part above that appears later would move the forms.
  const isKnown = [{ value, error }, planned].every((call) => call.value !== undefined || call.error !== null);
  const [asked, setAsked] = useState<RehearsalChange | null>(null);
  const close = useCallback(() => setAsked(null), []);
  return (
    <Screen title={text('title')} layout="fill">
      <SplitView
        panel={
          asked === null
            ? null
            : {
                title: text('people.title', { name: asked.name === '' ? text('allGroups') : asked.name }),
                body: <RehearsalChangePeople key={asked.key} change={asked} />,
              }
        }
        onClose={close}
      >
        <div className={classes.page}>
          {!loaded ? (
            <EmptyState
              title={text('noPeople.title')}
              action={<Button onClick={() => navigate('import', { kind: 'neo-users' })}>{text('noPeople.action')}</Button>}
            >
              {text('noPeople.text')}
            </EmptyState>
          ) : !isKnown ? (
            loading || planned.loading ? (
              <SkeletonRows rows={6} />
            ) : null
          ) : (
            <>
              {planned.error !== null ? (
                <ErrorState failure={planned.error} onRetry={planned.refetch} />
              ) : planned.value === undefined ? null : (
                <PlannedChanges changes={planned.value.changes} revision={planned.value.revision} />
              )}
              <RehearsalForm
                again={value != null}
                onDone={() => {
                  close();
                  refetch();
                }}
              />
              {error !== null ? (
                <ErrorState failure={error} onRetry={refetch} />
              ) : value === undefined ? null : value === null ? (
                <EmptyState title={text('empty.title')} action={null}>
                  {text('empty.text')}
                </EmptyState>
              ) : (
                <RehearsalResult result={value} asked={asked} onAsk={setAsked} />
              )}
              {planned.value === undefined ? null : <DatedChangeForm open={planned.value.open} result={value ?? null} />}
            </>
          )}
        </div>
      </SplitView>
    </Screen>
  );
};
