import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts, type ListSection } from '#renderer/ui/drafts/index.ts';
import { Dialog, ErrorState, FormEnd, Muted, Notice, Skeleton, Stack, useText } from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import classes from './draft-list.module.css';

/** Maximum number of listed references; further ones are counted. */
const MAX_SHOWN = 12;
const MAX_TARGETS = 500;

interface DeleteDialogProps {
  readonly section: ListSection;
  /** Empty while closed. */
  readonly rows: readonly DraftRow[];
  readonly onClose: () => void;
  readonly onDeleted?: (() => void) | undefined;
}

/** Shows what deleting would affect; one undo restores everything. */
export const DeleteDialog = ({ section, rows, onClose, onDeleted }: DeleteDialogProps) => {
  const text = useText('draftList');
  const client = useClient();
  const name = rows[0]?.name ?? '';
  const remove = (): void => {
    void changeDrafts(client, 'drafts.delete', { objects: rows.map(({ id }) => ({ section, id })) });
    onClose();
    onDeleted?.();
  };
  return (
    <Dialog
      opened={rows.length > 0}
      onClose={onClose}
      size={520}
      title={rows.length === 0 ? '' : text('delete.title', { count: rows.length, name: name === '' ? text('unnamed') : name })}
    >
      <Stack>
        {rows.length === 0 ? null : <Impact section={section} rows={rows} />}
        <Muted component="p">{text(rows.some(({ state }) => state !== 'new') ? 'delete.onServer' : 'delete.here')}</Muted>
        <FormEnd focusCancel onCancel={onClose} onDo={remove} changes danger action={text('delete.do', { count: rows.length })} />
      </Stack>
    </Dialog>
  );
};

const Impact = ({ section, rows }: Pick<DeleteDialogProps, 'section' | 'rows'>) => {
  const text = useText('draftList');
  const words = useText('draft');
  const targets = rows.slice(0, MAX_TARGETS).map(({ id }) => ({ kind: 'draft' as const, section, id }));
  const { value, error, refetch } = useCall('drafts.impact', { targets });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return <Skeleton width="60%" />;
  const { referrers, peopleLeftWithoutGroup } = value;
  if (referrers.length === 0 && peopleLeftWithoutGroup === 0) return <p>{text('delete.noImpact')}</p>;
  return (
    <Notice state="risk">
      {peopleLeftWithoutGroup === 0 ? null : (
        <p>{peopleLeftWithoutGroup === null ? text('delete.peopleUnknown') : text('delete.people', { count: peopleLeftWithoutGroup })}</p>
      )}
      {referrers.length === 0 ? null : (
        <>
          <p>{text('delete.referrers', { count: referrers.length })}</p>
          <ul className={classes.referrers}>
            {referrers.slice(0, MAX_SHOWN).map(({ section: from, id, name, how }) => (
              <li key={`${from} ${id} ${how}`}>
                {name === '' ? words(`reference.${how}`) : text('delete.referrer', { name, how: words(`reference.${how}`) })}
              </li>
            ))}
          </ul>
          {referrers.length > MAX_SHOWN ? <p>{text('delete.more', { count: referrers.length - MAX_SHOWN })}</p> : null}
        </>
      )}
    </Notice>
  );
};
