import { useEffect, useState } from 'react';
import { navigate, useParams } from '#renderer/app/navigation.ts';
import { useConsole } from '#renderer/client/index.ts';
import { PersonPicker, useDraftCall, useNames } from '#renderer/ui/drafts/index.ts';
import { Button, EmptyState, ErrorState, Muted, Row, Screen, SkeletonRows, Stack, StateMark, useText } from '#renderer/ui/index.ts';
import { Answer } from './answer.tsx';
import { Gates } from './gates.tsx';
import classes from './order-rehearsal.module.css';
import { Request } from './request.tsx';
import { verdictOf } from './view-model.ts';
import { WhatFollows } from './what-follows.tsx';

/** 注文シミュレーション: one person's order through every gate, before anybody orders. Nothing is sent. */
export const OrderRehearsalScreen = () => {
  const text = useText('orderRehearsal');
  const sources = useConsole((state) => state.workspace?.sources ?? null);
  const missing = (['neo', 'amazon'] as const).find((side) => !sources?.some((source) => source.side === side));
  const params = useParams('orderRehearsal');
  const [personId, setPersonId] = useState<string | null>(params.personId ?? null);
  useEffect(() => {
    if (params.personId !== undefined) setPersonId(params.personId);
  }, [params]);
  const names = useNames(personId === null ? [] : [{ kind: 'user', id: personId }]);
  return (
    <Screen title={text('title')}>
      {missing !== undefined ? (
        <EmptyState
          title={text(`missing.${missing}`)}
          action={
            <Button onClick={() => navigate('import', { kind: missing === 'neo' ? 'neo-users' : 'amazon-users' })}>
              {text('missing.action')}
            </Button>
          }
        >
          {text('missing.text')}
        </EmptyState>
      ) : (
        <Stack gap="xl">
          <Stack gap="md">
            <Muted component="p">{text('about')}</Muted>
            <div className={classes.picker}>
              <PersonPicker
                label={text('who')}
                kinds={['user']}
                single
                chosen={personId === null ? [] : [{ kind: 'user', id: personId }]}
                nameOf={(one) => names.pick(one)}
                onAdd={(pick) => {
                  names.learn(pick);
                  setPersonId(pick.id);
                }}
                onRemove={() => setPersonId(null)}
              />
            </div>
          </Stack>
          {personId === null ? (
            <EmptyState title={text('empty.title')} action={null}>
              {text('empty.text')}
            </EmptyState>
          ) : (
            <Rehearsal key={personId} personId={personId} />
          )}
        </Stack>
      )}
    </Screen>
  );
};

const Rehearsal = ({ personId }: { readonly personId: string }) => {
  const text = useText('orderRehearsal');
  const { value, error, loading, refetch } = useDraftCall('orderRehearsal.run', { personId });
  if (value === undefined) {
    if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
    return loading ? <SkeletonRows rows={10} /> : null;
  }
  const verdict = verdictOf(value);
  const { person } = value;
  return (
    <Stack gap="xxl" className={classes.result}>
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      <Stack gap="xs" role="status">
        <Row component="p" align="baseline" wrap="nowrap" className={classes.sentence}>
          <StateMark state={verdict.mark} look="icon" />
          <span>{text(verdict.key, verdict.params)}</span>
        </Row>
        <Muted component="p">{[person.organization, person.title].filter((part) => part !== '').join('　')}</Muted>
      </Stack>
      <Gates rehearsed={value} />
      <Request request={value.request} />
      <Answer personId={personId} address={value.request.address} />
      <WhatFollows rehearsed={value} />
    </Stack>
  );
};
