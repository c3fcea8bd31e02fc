import type { ReactNode } from 'react';
import { SaveState } from '#renderer/ui/drafts/index.ts';
import { EmptyState, ErrorState, Notice, Screen, SkeletonRows, useText } from '#renderer/ui/index.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { RecordEditState, RecordSection } from './use-record.ts';

interface EditorScreenProps<S extends RecordSection> {
  /** Title of the list, shown while the object has no name. */
  readonly listTitle: string;
  readonly name: string | undefined;
  readonly work: RecordEditState<S>;
  readonly onClose: () => void;
  readonly children: (body: Bodies[S]) => ReactNode;
}

/** Editor of one object: name, save state, link back to the list, and a message if the object does not exist. */
export const EditorScreen = <S extends RecordSection>({ listTitle, name, work, onClose, children }: EditorScreenProps<S>) => {
  const text = useText('recordEditor');
  const { body, failure, state } = work;
  const gone = failure?.code === 'draft-not-found' || state === 'deleted';
  const back = { label: text('toList'), onClick: onClose };
  if (body === undefined || body === null || gone)
    return (
      <Screen title={listTitle} back={back}>
        {gone ? (
          <EmptyState title={text('gone.title')} action={null}>
            {text(state === 'deleted' ? 'gone.marked' : 'gone.text')}
          </EmptyState>
        ) : failure !== null ? (
          <ErrorState failure={failure} onRetry={work.retry} />
        ) : work.loading ? (
          <SkeletonRows rows={6} />
        ) : null}
      </Screen>
    );
  return (
    <Screen title={name === undefined || name.trim() === '' ? text('unnamed') : name} back={back} actions={<SaveState />}>
      {failure === null ? null : <Notice state="risk">{text('stale')}</Notice>}
      {children(body)}
    </Screen>
  );
};
