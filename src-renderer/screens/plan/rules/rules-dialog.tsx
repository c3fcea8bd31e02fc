import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { toIsoDay } from '#renderer/parts/decisions/days.ts';
import { SavedElsewhereNotice } from '#renderer/parts/saved-elsewhere/saved-elsewhere.tsx';
import {
  ActionIcon,
  Actions,
  Button,
  Checkbox,
  Dialog,
  ErrorState,
  guardComposition,
  Menu,
  NumberInput,
  SkeletonRows,
  TextInput,
  useNow,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { mergePolicy } from '#shared/domain/sync/guards/merge-policy.ts';
import classes from './rules.module.css';
import {
  createFreeze,
  DELETABLE_SECTIONS,
  getLimit,
  isFreezeValid,
  type Limit,
  type Policy,
  parseLimitNumber,
  withLimit,
} from './rules-model.ts';

/** Rules for applying a plan: limits, freeze times, a reason, a second administrator. */
export const RulesDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const text = useText('planScreen.rules');
  return (
    <Dialog opened={opened} onClose={onClose} size={720} title={text('title')}>
      {opened ? <Body onClose={onClose} /> : null}
    </Dialog>
  );
};

const Body = ({ onClose }: { onClose: () => void }) => {
  const { value, error, loading, refetch } = useCall('plan.policy', {});
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  return <Form saved={value.policy} standard={value.standard} onClose={onClose} />;
};

const MAX_COUNT = 1_000_000;
const FREEZES = ['dates', 'non-business-days', 'month-end', 'outside-hours'] as const;
const PLACES = [...DELETABLE_SECTIONS, 'people'] as const;

const Form = ({ saved, standard, onClose }: { saved: Policy; standard: boolean; onClose: () => void }) => {
  const text = useText('planScreen.rules');
  const sections = useText('draft.section');
  const client = useClient();
  const today = toIsoDay(useNow());
  const [began, setBegan] = useState(saved);
  const [policy, setPolicy] = useState(saved);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const valid = policy.freeze.every(isFreezeValid);
  const send = async (next: Policy | null): Promise<void> => {
    setBusy(true);
    const result = await client.call('plan.changePolicy', next === null ? { policy: null } : { policy: next, began });
    setBusy(false);
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (valid) void send(policy);
  };
  const goOn = (next: Policy): void => {
    setBegan(saved);
    setPolicy(next);
    setFailure(null);
  };
  const setFreeze = (at: number, freeze: Policy['freeze'][number] | null): void =>
    setPolicy({ ...policy, freeze: freeze === null ? policy.freeze.toSpliced(at, 1) : policy.freeze.with(at, freeze) });
  return (
    <form className={classes.form} onSubmit={submit} onKeyDown={guardComposition}>
      <section className={classes.section}>
        <h3>{text('limits')}</h3>
        <p className={classes.hint}>{text('limitsHint')}</p>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{text('what')}</th>
              {(['count', 'percent', 'floor'] as const).map((column) => (
                <th key={column} scope="col">
                  {text(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PLACES.map((where) => (
              <LimitRow
                key={where}
                name={where === 'people' ? text('people') : text('deletions', { section: sections(where) })}
                limit={getLimit(policy, where)}
                onChange={(limit) => setPolicy(withLimit(policy, where, limit))}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section className={classes.section}>
        <h3>{text('freeze')}</h3>
        <p className={classes.hint}>{text('freezeHint')}</p>
        {policy.freeze.map((freeze, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no names of their own, and are only added at the end.
          <FreezeRow key={at} freeze={freeze} onChange={(next) => setFreeze(at, next)} />
        ))}
        <div>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" variant="default">
                {text('addFreeze')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {FREEZES.map((kind) => (
                <Menu.Item key={kind} onClick={() => setPolicy({ ...policy, freeze: [...policy.freeze, createFreeze(kind, today)] })}>
                  {text(`freezes.${kind}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </section>
      <section className={classes.section}>
        <h3>{text('demands')}</h3>
        <Checkbox
          label={text('reasonRequired')}
          checked={policy.reasonRequired}
          onChange={(event) => setPolicy({ ...policy, reasonRequired: event.currentTarget.checked })}
        />
        <Checkbox
          label={text('approvalRequired')}
          checked={policy.approvalRequired}
          onChange={(event) => setPolicy({ ...policy, approvalRequired: event.currentTarget.checked })}
        />
      </section>
      {failure === null ? null : failure.code === 'rules-changed-elsewhere' ? (
        <SavedElsewhereNotice onKeep={() => goOn(mergePolicy(began, policy, saved).policy as Policy)} onTake={() => goOn(saved)} />
      ) : (
        <ErrorState failure={failure} />
      )}
      <Actions>
        {standard ? null : (
          <Button className={classes.standard} variant="subtle" onClick={() => void send(null)}>
            {text('standard')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" disabled={!valid} loading={busy}>
          {text('do')}
        </Button>
      </Actions>
    </form>
  );
};

const LimitRow = ({ name, limit, onChange }: { name: string; limit: Limit; onChange: (limit: Limit) => void }) => {
  const text = useText('planScreen.rules');
  const set = (column: 'count' | 'percent' | 'floor') => (value: string | number) => {
    const number = parseLimitNumber(value, column === 'percent' ? 100 : MAX_COUNT);
    if (number === undefined) return;
    onChange(column === 'floor' ? { ...limit, floor: number ?? 0 } : { ...limit, [column]: number });
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      {(['count', 'percent', 'floor'] as const).map((column) => (
        <td key={column}>
          <NumberInput
            size="xs"
            aria-label={text('limitOf', { name, column: text(column) })}
            hideControls
            min={0}
            max={column === 'percent' ? 100 : MAX_COUNT}
            allowDecimal={false}
            placeholder={text('none')}
            value={limit[column] ?? ''}
            onChange={set(column)}
          />
        </td>
      ))}
    </tr>
  );
};

type Freeze = Policy['freeze'][number];

const FreezeRow = ({ freeze, onChange }: { freeze: Freeze; onChange: (next: Freeze | null) => void }) => {
  const text = useText('planScreen.rules');
  const kind = text(`freezes.${freeze.kind}`);
  return (
    <fieldset className={classes.freeze} aria-label={kind}>
      <span className={classes.freezeKind}>{kind}</span>
      {freeze.kind === 'dates' || freeze.kind === 'outside-hours'
        ? (['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              size="xs"
              type={freeze.kind === 'dates' ? 'date' : 'time'}
              aria-label={text(`ends.${freeze.kind}.${end}`)}
              error={!isFreezeValid(freeze)}
              value={freeze[end]}
              onChange={(event) => onChange({ ...freeze, [end]: event.currentTarget.value })}
            />
          ))
        : null}
      {freeze.kind === 'month-end' ? (
        <NumberInput
          size="xs"
          className={classes.days}
          aria-label={text('days')}
          hideControls
          allowDecimal={false}
          min={1}
          max={31}
          clampBehavior="strict"
          value={freeze.days}
          onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ ...freeze, days: value })}
        />
      ) : null}
      <TextInput
        size="xs"
        className={classes.freezeName}
        aria-label={text('freezeName')}
        placeholder={text('freezeName')}
        maxLength={100}
        value={freeze.name}
        onChange={(event) => onChange({ ...freeze, name: event.currentTarget.value })}
      />
      <ActionIcon size="sm" aria-label={text('removeFreeze', { kind })} onClick={() => onChange(null)}>
        <IconTrash size={16} />
      </ActionIcon>
    </fieldset>
  );
};
