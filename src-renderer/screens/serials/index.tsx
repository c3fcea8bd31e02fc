import { useCallback } from 'react';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { CreateDraftButton, SaveState } from '#renderer/ui/drafts/index.ts';
import { Screen, useText } from '#renderer/ui/index.ts';
import { SerialEditor } from './editor.tsx';
import { SerialList } from './serial-list.tsx';

/** 連番: the list, or one numbering rule with its numbers. */
export const SerialsScreen = () => {
  const text = useText('serialsScreen');
  const { id } = useParams('serials');
  const open = useCallback((opened: string) => navigate('serials', { id: opened }), []);
  const close = useCallback(() => navigate('serials'), []);
  if (id !== undefined) return <SerialEditor key={id} id={id} onClose={close} />;
  const create = <CreateDraftButton section="serials" onCreated={open} />;
  return (
    <Screen
      title={text('title')}
      layout="fill"
      actions={
        <>
          <SaveState />
          {create}
        </>
      }
    >
      <SerialList onOpen={open} />
    </Screen>
  );
};
