import type { ListChanges } from '#shared/contract/imports/list-changes.ts';
import { Checkbox, Notice, useFormat, useText } from '../../ui/index.ts';
import { type ListConfirmations, listOrganizationsLosingPeople } from './changes-model.ts';
import classes from './list-changes.module.css';

const KINDS = { neo: 'neo-users', amazon: 'amazon-users', directory: 'directory-people', organizations: 'organizations' } as const;
const ORGANIZATIONS = 8;
const NAMES = 8;

interface ListChangesProps {
  readonly changes: ListChanges;
  readonly ticked: ListConfirmations;
  readonly onTick: (ticked: ListConfirmations) => void;
}

/** Changes against the present list, and numbers to confirm if too many people are missing. */
export const ListChangesView = ({ changes, ticked, onTick }: ListChangesProps) => {
  const text = useText('import.changes');
  const format = useFormat();
  const { guard, cut, lacks, leftOut, lostAddresses, replaces, before, after, added, gone, changed } = changes;
  const lost = { lost: lostAddresses.lost, percent: format.count(lostAddresses.percent) };
  return (
    <div className={classes.changes}>
      {replaces === null ? (
        <p>{text('first', { after })}</p>
      ) : (
        <>
          <p className={classes.muted}>{text('replaces', { label: replaces.label, at: format.dateTime(replaces.takenAt), before })}</p>
          <dl className={classes.numbers}>
            <Figure label={text('gone')} value={gone} state={guard.over ? 'block' : gone > 0 ? 'risk' : null} />
            <Figure label={text('added')} value={added} state={null} />
            <Figure label={text('changed')} value={changed} state={null} />
            <Figure label={text('same')} value={after - added - changed} state={null} />
          </dl>
        </>
      )}
      {leftOut === 0 ? null : <p className={classes.muted}>{text('leftOut', { rows: leftOut })}</p>}
      {guard.over ? (
        <div className={classes.guard} role="alert">
          <p>
            <b>{text('over', { gone, percent: format.count(guard.percent), allowed: guard.allowed ?? 0 })}</b>
          </p>
          <p className={classes.muted}>{text('overHint')}</p>
          <Checkbox
            label={text('confirm', { gone, percent: format.count(guard.percent) })}
            checked={ticked.gone}
            onChange={(event) => onTick({ ...ticked, gone: event.currentTarget.checked })}
          />
        </div>
      ) : null}
      {lostAddresses.over ? (
        <div className={classes.guard} role="alert">
          <p>
            <b>{text('addressesOver', { ...lost, had: lostAddresses.had, allowed: lostAddresses.allowed ?? 0 })}</b>
          </p>
          <p className={classes.muted}>{text('addressesHint')}</p>
          <Checkbox
            label={text('confirmAddresses', lost)}
            checked={ticked.lostAddresses}
            onChange={(event) => onTick({ ...ticked, lostAddresses: event.currentTarget.checked })}
          />
        </div>
      ) : null}
      {cut === null ? null : (
        <div className={classes.guard} role="alert">
          <p>
            <b>{text('cut', { ...cut })}</b>
          </p>
          <Checkbox
            label={text('confirmCut')}
            checked={ticked.cut}
            onChange={(event) => onTick({ ...ticked, cut: event.currentTarget.checked })}
          />
        </div>
      )}
      <Columns changes={changes} />
      {lacks.map((what) => (
        <Notice key={what} state="note">
          {text(`lacks.${what}`)}
        </Notice>
      ))}
      <Losses changes={changes} />
    </div>
  );
};

const Figure = ({ label, value, state }: { label: string; value: number; state: 'block' | 'risk' | null }) => {
  const format = useFormat();
  return (
    <div className={classes.number} data-state={state ?? undefined}>
      <dt>{label}</dt>
      <dd>{format.count(value)}</dd>
    </div>
  );
};

const Columns = ({ changes: { side, columnsLost, columnsGained, changedFields } }: { changes: ListChanges }) => {
  const text = useText('import.changes');
  const fieldName = useText('field');
  const format = useFormat();
  const names = (ids: readonly string[]): string => format.list(ids.map((id) => fieldName.phrase(`${KINDS[side]}.${id}`)));
  return (
    <>
      {columnsLost.length === 0 ? null : <Notice state="risk">{text('columnsLost', { fields: names(columnsLost) })}</Notice>}
      {columnsGained.length === 0 ? null : <Notice>{text('columnsGained', { fields: names(columnsGained) })}</Notice>}
      {changedFields.length === 0 ? null : (
        <p className={classes.muted}>
          {text('fields', {
            fields: format.list(
              changedFields.map(({ field, count }) => text('field', { field: fieldName.phrase(`${KINDS[side]}.${field}`), count })),
            ),
          })}
        </p>
      )}
    </>
  );
};

/** Organizations losing people, and first names. */
const Losses = ({ changes }: { changes: ListChanges }) => {
  const text = useText('import.changes');
  const format = useFormat();
  const { shown, more } = listOrganizationsLosingPeople(changes, ORGANIZATIONS);
  if (changes.gone === 0) return null;
  const names = changes.goneSample.slice(0, NAMES).map(({ name }) => name);
  return (
    <div>
      {shown.length === 0 ? null : (
        <table className={classes.table}>
          <caption>{text('byOrganization')}</caption>
          <thead>
            <tr>
              <th scope="col">{text(changes.side === 'amazon' ? 'group' : 'organization')}</th>
              <th scope="col">{text('before')}</th>
              <th scope="col">{text('gone')}</th>
              <th scope="col">{text('added')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, before, gone, added }) => (
              <tr key={name}>
                <th scope="row">{name === '' ? text('noOrganization') : name}</th>
                <td>{format.count(before)}</td>
                <td>{format.count(gone)}</td>
                <td>{format.count(added)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more === 0 ? null : <p className={classes.muted}>{text('moreOrganizations', { count: more })}</p>}
      <p className={classes.muted}>{text('goneNames', { names: format.list(names), more: changes.gone - names.length })}</p>
    </div>
  );
};
