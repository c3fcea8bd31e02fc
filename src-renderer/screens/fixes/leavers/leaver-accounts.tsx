import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  Actions,
  Button,
  Checkbox,
  ErrorState,
  Muted,
  Notice,
  Select,
  SkeletonRows,
  SmallTable,
  Stack,
  useFormat,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { AccountRow } from '#shared/contract/fixes/fixes.ts';
import { adoptAccountChanges } from '../../../parts/fixes/adopt.ts';
import { FixStateMark } from '../../../parts/fixes/fix-state.tsx';
import classes from '../../../parts/fixes/fixes.module.css';
import { useAccountTexts } from '../../../parts/fixes/use-account-words.ts';
import {
  getSelectedIndex,
  groupByReason,
  isSkippedBySelectAll,
  listChosenChanges,
  listOpenChanges,
  mayReturn,
  type SelectedChanges,
  selectAllChanges,
} from './leavers-model.ts';

/** Amazon's side: accounts to remove, move, or give a group or role, by reason. */
export const LeaverAccounts = () => {
  const text = useText('fixesScreen.people.amazon');
  const client = useClient();
  const refused = useRefusalProps();
  const { value, error, loading, stale, refetch } = useCall('fixes.accounts', {});
  const [ticks, setTicks] = useState<SelectedChanges>({});
  const [busy, setBusy] = useState(false);
  const changes = value === undefined ? [] : listChosenChanges(value.rows, ticks);
  const take = async (): Promise<void> => {
    if (value === undefined) return;
    setBusy(true);
    await adoptAccountChanges(client, { revision: value.revision, changes });
    setBusy(false);
  };
  return (
    <section className={classes.leaversPart} aria-labelledby="leavers-amazon">
      <h2 id="leavers-amazon">{text('title')}</h2>
      {error?.code === 'run-not-found' ? (
        <>
          <p>{text('noLists')}</p>
          <div>
            <Button variant="default" onClick={() => navigate('import')}>
              {text('import')}
            </Button>
          </div>
        </>
      ) : error !== null ? (
        <ErrorState failure={error} onRetry={refetch} />
      ) : value === undefined ? (
        loading ? (
          <SkeletonRows rows={4} />
        ) : null
      ) : (
        <Stack gap="md" data-stale={stale || undefined}>
          <Muted component="p" maw="60rem">
            {text('hint')}
          </Muted>
          {value.endedElsewhere ? <Notice state="note">{text('scim')}</Notice> : null}
          {value.rows.length === 0 ? <p>{text('none')}</p> : null}
          {groupByReason(value).map(({ why, rows, total }) => (
            <Reason
              key={why}
              why={why}
              rows={rows}
              total={total}
              ticks={ticks}
              onTick={(more) => setTicks((before) => ({ ...before, ...more }))}
            />
          ))}
          {value.rows.length === 0 ? null : (
            <Actions>
              <Button disabled={changes.length === 0 || stale} loading={busy} onClick={() => void take()} {...refused}>
                {text('take', { count: changes.length })}
              </Button>
            </Actions>
          )}
        </Stack>
      )}
    </section>
  );
};

interface ReasonProps {
  readonly why: AccountRow['why'];
  readonly rows: readonly AccountRow[];
  readonly total: number;
  readonly ticks: SelectedChanges;
  readonly onTick: (ticks: SelectedChanges) => void;
}

const MAX_SHOWN = 50;

const Reason = ({ why, rows, total, ticks, onTick }: ReasonProps) => {
  const text = useText('fixesScreen.people.amazon');
  const words = useAccountTexts();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, MAX_SHOWN);
  const open = rows.filter((row) => listOpenChanges(row).length > 0);
  const ticked = open.filter((row) => getSelectedIndex(row, ticks) !== null).length;
  const wanted = open.filter((row) => getSelectedIndex(row, ticks) !== null || !isSkippedBySelectAll(row)).length;
  const label = words.why(why);
  return (
    <section aria-label={label}>
      <h3>
        {label} <span className={classes.number}>{format.count(total)}</span>
      </h3>
      <SmallTable fixed aria-label={label} className={classes.leavers}>
        <thead>
          <tr>
            <th scope="col" className={classes.who}>
              <Checkbox
                label={text('column.who')}
                aria-label={text('tickAll', { why: label })}
                checked={wanted > 0 && ticked === wanted}
                indeterminate={ticked > 0 && ticked < wanted}
                disabled={wanted === 0}
                onChange={({ currentTarget: { checked } }) => onTick(selectAllChanges(open, ticks, checked))}
              />
            </th>
            <th scope="col">{text('column.groups')}</th>
            <th scope="col" className={classes.change}>
              {text('column.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <AccountLine key={row.email} row={row} ticks={ticks} onTick={onTick} />
          ))}
        </tbody>
      </SmallTable>
      {shown.length < total ? (
        <Muted component="p">
          {text('rest', { count: total - shown.length })}{' '}
          {shown.length < rows.length ? (
            <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
              {text('showAll')}
            </Button>
          ) : null}
        </Muted>
      ) : null}
    </section>
  );
};

const AccountLine = ({ row, ticks, onTick }: Pick<ReasonProps, 'ticks' | 'onTick'> & { readonly row: AccountRow }) => {
  const text = useText('fixesScreen.people.amazon');
  const words = useAccountTexts();
  const format = useFormat();
  const { email, name, groups, wanted, adopted, changes } = row;
  const open = listOpenChanges(row);
  const tick = getSelectedIndex(row, ticks);
  return (
    <tr>
      <th scope="row">
        <Checkbox
          label={name || email}
          aria-label={text('tick', { name: name || email })}
          checked={tick !== null}
          disabled={open.length === 0}
          onChange={(event) => onTick({ [email]: (event.currentTarget.checked && open[0]) || null })}
        />
        <Muted component="p" size="xs" translate="no" className={classes.under}>
          {email}
        </Muted>
        {row.accepted ? (
          <Muted component="p" size="xs" className={classes.under}>
            {text('accepted')}
          </Muted>
        ) : null}
        {mayReturn(row) ? (
          <Muted component="p" size="xs" className={classes.under}>
            {text('mayReturn')}
          </Muted>
        ) : null}
      </th>
      <td>{groups.length === 0 ? <Muted>{text('noGroup')}</Muted> : format.list(groups)}</td>
      <td>
        {adopted !== null && open.length === 0 ? (
          <FixStateMark state={adopted} look="chip" />
        ) : changes.length === 0 ? (
          <Muted>{text('undecided', { wanted: format.list(wanted) })}</Muted>
        ) : open.length === 1 ? (
          words.change(open[0] as AccountRow['changes'][number])
        ) : (
          <Select
            size="xs"
            aria-label={text('changeOf', { name: name || email })}
            data={open.map((change, at) => ({ value: String(at), label: words.change(change) }))}
            value={String(tick ?? 0)}
            allowDeselect={false}
            onChange={(value) => onTick({ [email]: open[Number(value ?? 0)] ?? null })}
          />
        )}
      </td>
    </tr>
  );
};
