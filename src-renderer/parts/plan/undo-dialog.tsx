import { useEffect, useRef, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import {
  Checkbox,
  Dialog,
  ErrorState,
  FormEnd,
  Muted,
  Notice,
  PlainList,
  Row,
  SkeletonRows,
  Stack,
  StateMark,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { getItemName } from './item-name.ts';
import classes from './undo-dialog.module.css';
import {
  countReturningPeople,
  getUndoLabel,
  getUndoMark,
  getUndoReason,
  isUndoable,
  shortenGonePeople,
  type UndoRow,
} from './undo-model.ts';
import { usePlanText } from './use-plan-text.ts';

export interface UndoRequest {
  readonly runId: string;
  /** `null` = all changes of the run. */
  readonly keys: readonly string[] | null;
}

interface UndoDialogProps {
  readonly asking: UndoRequest | null;
  readonly onClose: () => void;
  /** Called when the drafts contain the former values. */
  readonly onDone: () => void;
}

/**
 * Restores the values before a run, or before some of its changes, into the drafts; applying them is a separate plan. Changes made by
 * others since are shown first.
 */
export const UndoDialog = ({ asking, onClose, onDone }: UndoDialogProps) => {
  const last = useRef(asking);
  last.current = asking ?? last.current;
  const text = useText('undoRun');
  return (
    <Dialog opened={asking !== null} onClose={onClose} size={620} title={text('title')}>
      {last.current === null ? null : (
        <Ask key={`${last.current.runId} ${last.current.keys}`} asking={last.current} onClose={onClose} onDone={onDone} />
      )}
    </Dialog>
  );
};

const Ask = ({ asking, onClose, onDone }: UndoDialogProps & { asking: UndoRequest }) => {
  const text = useText('undoRun');
  const say = usePlanText();
  const client = useClient();
  const { runId, keys } = asking;
  const preview = useCall('apply.previewUndo', { runId, keys: keys === null ? null : [...keys] });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = preview.value?.rows;
  const known = rows !== undefined;
  useEffect(() => {
    if (known) box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [known]);
  if (preview.error !== null) return <ErrorState failure={preview.error} onRetry={preview.refetch} />;
  if (rows === undefined) return <SkeletonRows rows={4} />;
  const able = rows.filter(isUndoable);
  const chosen = able.filter(({ key }) => !left.has(key));
  const { people, unchecked } = countReturningPeople(chosen);
  const tick = (key: string, on: boolean): void => {
    const next = new Set(left);
    if (on) next.delete(key);
    else next.add(key);
    setLeft(next);
  };
  const undo = async (): Promise<void> => {
    setBusy(true);
    const result = await client.call('apply.undo', { runId, keys: chosen.map(({ key }) => key) });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onClose();
    onDone();
  };
  return (
    <Stack ref={box}>
      <p>{text('explain')}</p>
      {able.length === 0 ? <Notice>{text('nothing')}</Notice> : null}
      {people === 0 ? null : <Notice state="risk">{text('gone.people', { count: people })}</Notice>}
      {unchecked ? <Notice state="unknown">{text('gone.unchecked')}</Notice> : null}
      <PlainList className={classes.rows}>
        {rows.map((row) => (
          <li key={row.key}>
            <Checkbox
              label={say(getItemName(row))}
              disabled={!isUndoable(row)}
              checked={isUndoable(row) && !left.has(row.key)}
              onChange={(event) => tick(row.key, event.currentTarget.checked)}
            />
            <Row component="span" gap="none md" align="stretch" className={classes.outcome}>
              <StateMark state={getUndoMark(row)} label={text(getUndoLabel(row))} />
              <Muted size="md">{text(getUndoReason(row), { by: row.since === null || row.since.by === '' ? 'none' : row.since.by })}</Muted>
            </Row>
            {row.does.lines.length === 0 && row.later === 0 ? null : (
              <PlainList className={classes.more}>
                {row.does.lines.map((line, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one answer, which never move.
                  <li key={at}>{say(line)}</li>
                ))}
                {row.does.more === 0 ? null : <li>{text('more', { count: row.does.more })}</li>}
                {row.later === 0 ? null : <li>{text('later', { count: row.later })}</li>}
              </PlainList>
            )}
            <Gone row={row} />
          </li>
        ))}
      </PlainList>
      <FormEnd
        failure={failure}
        onCancel={onClose}
        onDo={() => void undo()}
        busy={busy}
        disabled={chosen.length === 0}
        action={text('do', { count: chosen.length })}
      />
    </Stack>
  );
};

/** Names inactive people whom a row would restore. */
const Gone = ({ row }: { row: UndoRow }) => {
  const text = useText('undoRun.gone');
  const { named, more } = shortenGonePeople(row.gone);
  if (named.length === 0) return null;
  return (
    <PlainList className={classes.more}>
      {named.map(({ id, name, as, state }) => (
        <li key={`${as} ${id}`}>
          <StateMark state="risk" label={text('one', { name, as, state: state === 'login-denied' ? 'denied' : state })} />
        </li>
      ))}
      {more === 0 ? null : <li>{text('more', { count: more })}</li>}
    </PlainList>
  );
};
