import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { getMaxAllowed } from '#shared/domain/sync/guards/guard-limits.ts';
import { useCall, useClient } from '../../client/index.ts';
import { Button, ErrorState, Form, Muted, Notice, NumberInput, Row, SkeletonRows, useText } from '../../ui/index.ts';

type Limit = CallOutput<'imports.limit'>['limit'];

/** Limits for the number of people that a list may lose without confirmation. */
export const ListLimitSettings = () => {
  const text = useText('settings.listLimit');
  const { value, error, loading, refetch } = useCall('imports.limit', {});
  const [saved, setSaved] = useState(false);
  if (loading) return <SkeletonRows rows={2} />;
  if (value === undefined) return error === null ? null : <ErrorState failure={error} onRetry={refetch} />;
  const onSaved = (): void => {
    setSaved(true);
    refetch();
  };
  return (
    <>
      <LimitForm
        key={JSON.stringify(value)}
        limit={value.limit}
        standard={value.standard}
        onEdit={() => setSaved(false)}
        onSaved={onSaved}
      />
      {saved ? <Notice state="ready">{text('saved')}</Notice> : null}
    </>
  );
};

const EXAMPLE = 1_000;

interface LimitFormProps {
  readonly limit: Limit;
  readonly standard: boolean;
  readonly onEdit: () => void;
  readonly onSaved: () => void;
}

const LimitForm = ({ limit, standard, onEdit, onSaved }: LimitFormProps) => {
  const text = useText('settings.listLimit');
  const client = useClient();
  const [draft, setDraft] = useState<Limit>(limit);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (next: Limit | null): Promise<void> => {
    const result = await client.call('imports.changeLimit', { limit: next });
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    onSaved();
  };
  const submit = (): void => {
    void save(draft);
  };
  const set =
    (field: keyof Limit) =>
    (value: number | string): void => {
      onEdit();
      setDraft({ ...draft, [field]: typeof value === 'number' ? value : field === 'floor' ? 0 : null });
    };
  const allowed = getMaxAllowed(draft, EXAMPLE);
  return (
    <Form onSubmit={submit}>
      <NumberInput label={text('percent')} w="12rem" min={0} max={100} value={draft.percent ?? ''} onChange={set('percent')} />
      <NumberInput
        label={text('floor')}
        w="12rem"
        min={0}
        max={1_000_000}
        allowDecimal={false}
        value={draft.floor}
        onChange={set('floor')}
      />
      <NumberInput
        label={text('count')}
        w="12rem"
        min={0}
        max={1_000_000}
        allowDecimal={false}
        value={draft.count ?? ''}
        onChange={set('count')}
      />
      <Muted component="p">{allowed === null ? text('exampleNone') : text('example', { allowed })}</Muted>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Row align="stretch" wrap="nowrap">
        <Button type="submit" disabled={JSON.stringify(draft) === JSON.stringify(limit)}>
          {text('save')}
        </Button>
        {standard ? null : (
          <Button variant="default" onClick={() => void save(null)}>
            {text('standard')}
          </Button>
        )}
      </Row>
    </Form>
  );
};
