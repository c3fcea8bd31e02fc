import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { navigate } from '#renderer/app/navigation.ts';
import { useClient } from '#renderer/client/index.ts';
import {
  ActionIcon,
  Button,
  ErrorState,
  SkeletonRows,
  StateMark,
  UnstyledButton,
  useFormat,
  useRefused,
  useText,
} from '#renderer/ui/index.ts';
import { decide } from '../../parts/decisions/decisions.ts';
import { useFreshCall } from '../../parts/decisions/use-fresh-call.ts';
import classes from './ledger.module.css';
import { type LedgerEntry, type LedgerFilter, PAGE, pageOf } from './ledger-view.ts';

interface LedgerTableProps {
  readonly filter: LedgerFilter;
  readonly label: string;
  readonly onRenew: (entry: LedgerEntry) => void;
}

/** One part of the ledger, a page at a time. */
export const LedgerTable = ({ filter, label, onRenew }: LedgerTableProps) => {
  const text = useText('triageScreen.ledger');
  const format = useFormat();
  const [wanted, setWanted] = useState(0);
  const { value, error, loading, refetch } = useFreshCall('triage.ledger', { filter, offset: wanted * PAGE, limit: PAGE });
  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  const { page, first, last, hasNext } = pageOf(wanted, value.total);
  // The last entries of a page were removed: the page before is the last one now.
  if (page !== wanted && value.total > 0) setWanted(page);
  return (
    <>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{text('column.who')}</th>
            <th scope="col">{text('column.decision')}</th>
            <th scope="col">{text('column.until')}</th>
            <th scope="col">{text('column.by')}</th>
            <th scope="col" className={classes.actions}>
              {text('column.actions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {value.entries.map((entry) => (
            <Entry key={`${entry.kind} ${entry.key}`} entry={entry} onRenew={onRenew} />
          ))}
        </tbody>
      </table>
      {value.total > PAGE ? (
        <div className={classes.pager}>
          <span>{text('pages', { first: format.count(first), last: format.count(last), total: format.count(value.total) })}</span>
          <ActionIcon size="sm" aria-label={text('previous')} disabled={page === 0} onClick={() => setWanted(page - 1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon size="sm" aria-label={text('next')} disabled={!hasNext} onClick={() => setWanted(page + 1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </div>
      ) : null}
    </>
  );
};

const Entry = ({ entry, onRenew }: { entry: LedgerEntry; onRenew: (entry: LedgerEntry) => void }) => {
  const text = useText('triageScreen.ledger');
  const refused = useRefused();
  const words = useText('triage.ledger');
  const finding = useText('finding');
  const format = useFormat();
  const client = useClient();
  const { kind, state, name, code, reason, until, side, person, note, by, at, row } = entry;
  const again = kind === 'accept' && (state === 'changed' || state === 'expired');
  return (
    <tr>
      <th scope="row">
        {row === null ? (
          <span>{name}</span>
        ) : (
          <UnstyledButton className={classes.link} onClick={() => navigate('matching', { codes: [code], row })}>
            {name}
          </UnstyledButton>
        )}
        <span className={classes.below}>{finding(`${code}.name`)}</span>
      </th>
      <td>
        <span className={classes.kind}>{words(`kind.${kind}`)}</span>
        {kind === 'accept' ? reason : [side === null ? '' : text(`side.${side}`), person].filter((part) => part !== '').join('　')}
        {note === '' ? null : <span className={classes.below}>{text('note', { note })}</span>}
      </td>
      <td className={classes.until}>
        {state === 'active' || state === 'gone' ? null : <StateMark state="risk" look="chip" label={words(`state.${state}`)} />}
        <span>{kind === 'assign' ? '' : until === null ? text('withoutEnd') : format.date(until)}</span>
      </td>
      <td className={classes.by}>
        {by === '' ? null : <span>{by}</span>}
        <span className={classes.below}>{format.dateTime(at)}</span>
      </td>
      <td className={classes.actions}>
        {again ? (
          <Button size="xs" variant="default" aria-label={text('renewOf', { name })} onClick={() => onRenew(entry)} {...refused}>
            {text('renew')}
          </Button>
        ) : null}
        <Button
          size="xs"
          variant="subtle"
          aria-label={text('removeOf', { name })}
          onClick={() => void decide(client, { keys: [entry.key] }, { kind: kind === 'accept' ? 'reopen' : 'unassign' })}
          {...refused}
        >
          {text('remove')}
        </Button>
      </td>
    </tr>
  );
};
