import type { ReactNode } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { ErrorState, SkeletonRows, StateMark, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import classes from './groups.module.css';
import { toAmountsParams } from './view-model.ts';

type Group = CallOutput<'orders.byApprover'>['groups'][number];
type RouteGroup = CallOutput<'orders.byRoute'>['groups'][number];

/** Pending requests by route with history; a route opens its requests. */
export const OrdersByRoute = ({ reading }: { reading: LockInterpretation }) => {
  const text = useText('orders.groups');
  const format = useFormat();
  const { value, error, loading, refetch } = useCall('orders.byRoute', {});
  if (error !== null && value === undefined) return <Failed failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <Loading /> : null;
  const past = ({ history: { meanDays, observations, late, unsure } }: RouteGroup): string =>
    meanDays === null
      ? ''
      : text('pastText', {
          days: Math.round(meanDays * 10) / 10,
          share: format.share(late[reading], observations),
          count: observations,
          unsure: unsure[reading],
        });
  return (
    <div className={classes.box}>
      <GroupTable
        label={text('routes')}
        head={text('route')}
        groups={value.groups}
        nameOf={({ name }) => name || text('unnamed')}
        onOpen={(route) => navigate('orders', { route })}
        more={{ head: text('past'), cell: past }}
      />
    </div>
  );
};

/** Pending requests by approver; a person opens the requests. */
export const OrdersByApprover = () => {
  const text = useText('orders.groups');
  const filter = useText('orders.filter');
  const panel = useText('orders.panel');
  const { value, error, loading, refetch } = useCall('orders.byApprover', {});
  if (error !== null && value === undefined) return <Failed failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <Loading /> : null;
  return (
    <div className={classes.box}>
      <p className={classes.hint}>{text('each')}</p>
      <GroupTable
        label={text('approvers')}
        head={text('approver')}
        groups={value.groups}
        nameOf={({ name }) => name || filter(value.named ? 'nobody' : 'untold')}
        onOpen={(approver) => navigate('orders', { approver })}
        more={{ head: '', cell: ({ active }) => (active ? null : <StateMark state="block" label={panel('inactive')} />) }}
      />
    </div>
  );
};

const Failed = (props: Parameters<typeof ErrorState>[0]) => (
  <div className={classes.box}>
    <ErrorState {...props} />
  </div>
);

const Loading = () => (
  <div className={classes.box}>
    <SkeletonRows rows={8} />
  </div>
);

interface GroupTableProps<G> {
  readonly label: string;
  readonly head: string;
  readonly groups: readonly G[];
  readonly nameOf: (group: G) => string;
  readonly onOpen: (key: string) => void;
  /** An additional column; without a header its cells are self-explanatory. */
  readonly more: { readonly head: string; readonly cell: (group: G) => ReactNode };
}

const GroupTable = <G extends Omit<Group, 'active'>>({ label, head, groups, nameOf, onOpen, more }: GroupTableProps<G>) => {
  const text = useText('orders.groups');
  const table = useText('orders.table');
  const format = useFormat();
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className={classes.number}>
            {text('pending')}
          </th>
          <th scope="col" className={classes.number}>
            {text('danger')}
          </th>
          <th scope="col" className={classes.number}>
            {text('over')}
          </th>
          <th scope="col">{text('first')}</th>
          <th scope="col" className={`${classes.number} ${classes.wide}`}>
            {text('amount')}
          </th>
          {more.head === '' ? (
            <td className={classes.wide} />
          ) : (
            <th scope="col" className={classes.wide}>
              {more.head}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key}>
            <th scope="row">
              <UnstyledButton className={classes.open} aria-label={text('open', { name: nameOf(group) })} onClick={() => onOpen(group.key)}>
                {nameOf(group)}
              </UnstyledButton>
            </th>
            <td className={classes.number}>{format.count(group.pending)}</td>
            <td className={classes.number} data-danger={group.inDanger > 0 || undefined}>
              {format.count(group.inDanger)}
            </td>
            <td className={classes.number}>{format.count(group.over)}</td>
            <td>{group.first === null ? '' : format.date(group.first)}</td>
            <td className={`${classes.number} ${classes.wide}`}>
              {group.amounts.unknown === group.pending ? text('amountUnknown') : table('amounts', toAmountsParams(group.amounts, format))}
            </td>
            <td className={classes.wide}>{more.cell(group)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
