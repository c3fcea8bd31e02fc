import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { useCall, useClient } from '../../client/index.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { Actions, Button, Dialog, ErrorState, Notice, SkeletonRows, useFormat, useText } from '../../ui/index.ts';
import { findReplacedList, isConfirmed, NO_LIST_CONFIRMATIONS } from './changes-model.ts';
import listClasses from './list-changes.module.css';
import { ListChangesView } from './list-changes.tsx';
import { useListComparison } from './use-comparison.ts';

type Former = CallOutput<'imports.former'>['lists'][number];
type Taken = CallOutput<'imports.takeFormer'>['lists'];

const SIDES: Readonly<Record<ListKind, Former['side'] | null>> = {
  'neo-users': 'neo',
  'amazon-users': 'amazon',
  'directory-people': 'directory',
  organizations: 'organizations',
  orders: null,
};

interface Take {
  readonly busy: boolean;
  readonly taken: Taken | null;
  /** When it was replaced. */
  readonly at: string | null;
  readonly failure: Failure | null;
}

/** Restores a former list; `taken` is the result, `failure` the error. */
const useTake = () => {
  const client = useClient();
  const [state, setState] = useState<Take>({
    busy: false,
    taken: null,
    at: null,
    failure: null,
  });
  const take = async (id: number): Promise<void> => {
    setState((before) => ({ ...before, busy: true, taken: null, failure: null }));
    const result = await client.call('imports.takeFormer', { id });
    setState((before) => ({
      busy: false,
      taken: result.ok ? result.value.lists : null,
      at: result.ok ? result.value.at : before.at,
      failure: result.ok ? null : result.error,
    }));
  };
  return { ...state, take };
};

/** After an import: undo to the replaced list, and redo. */
export const UndoImportNotice = ({ kind, takenAt }: { readonly kind: ListKind; readonly takenAt: string }) => {
  const text = useText('import.former');
  const { lists } = useCall('imports.former', {}).value ?? { lists: [] };
  const { busy, taken, at, failure, take } = useTake();
  const replaced = findReplacedList(lists, SIDES[kind], at ?? takenAt);
  if (taken === null && (replaced === null || replaced === 'overtaken')) return null;
  return (
    <div className={listClasses.undo} role="status">
      {taken === null ? null : <TakenNotice lists={taken} />}
      {replaced === 'overtaken' ? null : (
        // The replaced list is known a moment after the import.
        <Button variant="default" loading={busy || replaced === null} onClick={() => replaced !== null && void take(replaced.id)}>
          {text(taken === null ? 'back' : 'again')}
        </Button>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
    </div>
  );
};

const TakenNotice = ({ lists }: { lists: Taken }) => {
  const text = useText('import.former');
  const format = useFormat();
  return (
    <Notice state="ready">
      {text('taken2', { lists: format.list(lists.map(({ side, rows }) => text('takenList', { side: text(`side.${side}`), rows }))) })}
    </Notice>
  );
};

/** Replaced lists, which can be compared and restored. */
export const FormerLists = () => {
  const text = useText('import.former');
  const format = useFormat();
  const { value, error, loading, refetch } = useCall('imports.former', {});
  const [looked, setLooked] = useState<Former | null>(null);
  const { busy, taken, failure, take } = useTake();
  if (loading) return <SkeletonRows rows={3} />;
  if (value === undefined) return error === null ? null : <ErrorState failure={error} onRetry={refetch} />;
  const { lists } = value;
  if (lists.length === 0 && taken === null) return null;
  const takeLooked = async (id: number): Promise<void> => {
    await take(id);
    setLooked(null);
  };
  return (
    <section className={classes.block} aria-labelledby="former-lists">
      <h2 id="former-lists">{text('title')}</h2>
      <p className={classes.muted}>{text('hint')}</p>
      {taken === null ? null : <TakenNotice lists={taken} />}
      {failure === null ? null : <ErrorState failure={failure} />}
      {lists.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
        <section className={classes.tableBox} tabIndex={0} aria-labelledby="former-lists">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{text('kind')}</th>
                <th scope="col">{text('taken')}</th>
                <th scope="col">{text('from')}</th>
                <th scope="col">{text('rows')}</th>
                <th scope="col">{text('what')}</th>
                <th scope="col">{text('replaced')}</th>
                <th scope="col" aria-label={text('look')} />
              </tr>
            </thead>
            <tbody>
              {lists.map((list) => (
                <tr key={list.id}>
                  <th scope="row">{text(`side.${list.side}`)}</th>
                  <td>{format.dateTime(list.takenAt)}</td>
                  <td className={classes.sampleCell}>{text(`origin.${list.origin}`, { label: list.label })}</td>
                  <td>{format.count(list.rows)}</td>
                  <td>{list.changes === null ? text('first') : text('counts', { ...list.changes })}</td>
                  <td>{format.dateTime(list.replacedAt)}</td>
                  <td>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={text('lookAt', { side: text(`side.${list.side}`), at: format.dateTime(list.takenAt) })}
                      onClick={() => setLooked(list)}
                    >
                      {text('look')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Dialog
        opened={looked !== null}
        onClose={() => setLooked(null)}
        size={720}
        title={looked === null ? '' : text('dialog', { side: text(`side.${looked.side}`), at: format.dateTime(looked.takenAt) })}
        closeButtonProps={{ 'aria-label': text('cancel') }}
      >
        {looked === null ? null : (
          <Look list={looked} busy={busy} onTake={() => void takeLooked(looked.id)} onClose={() => setLooked(null)} />
        )}
      </Dialog>
    </section>
  );
};

interface LookProps {
  readonly list: Former;
  readonly busy: boolean;
  readonly onTake: () => void;
  readonly onClose: () => void;
}

const Look = ({ list, busy, onTake, onClose }: LookProps) => {
  const text = useText('import.former');
  const words = useText('import.changes');
  const client = useClient();
  const [ticked, setTicked] = useState(NO_LIST_CONFIRMATIONS);
  const { running, changes, failure } = useListComparison(String(list.id), () => client.call('imports.compareFormer', { id: list.id }));
  return (
    <>
      {running ? <p role="status">{words('comparing')}</p> : null}
      {failure === null ? null : <ErrorState failure={failure} />}
      {changes === null ? null : <ListChangesView changes={changes} ticked={ticked} onTick={setTicked} />}
      {list.side === 'amazon' || list.side === 'directory' ? null : <p className={classes.muted}>{text('together')}</p>}
      <Actions mt="lg">
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button loading={busy} disabled={running || (changes !== null && !isConfirmed(changes, ticked))} onClick={onTake}>
          {text('take')}
        </Button>
      </Actions>
    </>
  );
};
