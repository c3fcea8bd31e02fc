import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { useCall, useClient } from '../../client/index.ts';
import { Button, ErrorState, Form, Muted, Notice, Row, Select, SkeletonRows, useFormat, useText } from '../../ui/index.ts';

type State = CallOutput<'triage.retention'>;

/** Retention time of audit runs, and the number of runs that a shorter time would delete. */
export const RetentionSettings = () => {
  const { value, error, loading, refetch } = useCall('triage.retention', {});
  if (value === undefined)
    return loading ? <SkeletonRows rows={2} /> : error === null ? null : <ErrorState failure={error} onRetry={refetch} />;
  return <RetentionForm state={value} />;
};

const ALL = 'all';

const RetentionForm = ({ state }: { state: State }) => {
  const text = useText('settings.retention');
  const format = useFormat();
  const client = useClient();
  /** A choice not saved yet. */
  const [chosen, setChosen] = useState<State['months'] | undefined>(undefined);
  const months = chosen === undefined ? state.months : chosen;
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const forgets = state.choices.find((choice) => choice.months === months)?.forgets ?? 0;
  const isChanged = months !== state.months;
  const save = async (): Promise<void> => {
    const result = await client.call('triage.changeRetention', { months });
    setFailure(result.ok ? null : result.error);
    setSaved(result.ok);
    if (result.ok) setChosen(undefined);
  };
  return (
    <Form onSubmit={() => void save()}>
      <Select
        label={text('label')}
        w="18rem"
        allowDeselect={false}
        value={String(months ?? ALL)}
        data={[
          { value: ALL, label: text('all') },
          ...state.choices.map((choice) => ({ value: String(choice.months), label: text('months', { months: choice.months }) })),
        ]}
        onChange={(value) => {
          setSaved(false);
          setChosen(state.choices.find((choice) => String(choice.months) === value)?.months ?? null);
        }}
      />
      <Muted component="p">{text('kept', { runs: state.runs, first: state.first === null ? '' : format.date(state.first) })}</Muted>
      {isChanged && months !== null ? (
        forgets > 0 ? (
          <Notice state="risk">{text('forgets', { runs: forgets })}</Notice>
        ) : (
          <Muted component="p">{text('forgetsNone')}</Muted>
        )
      ) : null}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Row align="stretch" wrap="nowrap">
        <Button type="submit" disabled={!isChanged}>
          {text(isChanged && forgets > 0 ? 'saveAndForget' : 'save')}
        </Button>
      </Row>
      {saved ? <Notice state="ready">{text('saved')}</Notice> : null}
    </Form>
  );
};
