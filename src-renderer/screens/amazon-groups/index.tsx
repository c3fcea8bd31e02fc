import { useCallback } from 'react';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { CreateDraftButton, SaveState } from '#renderer/ui/drafts/index.ts';
import { Screen, useText } from '#renderer/ui/index.ts';
import { AmazonGroupEditor } from './editor.tsx';
import { AmazonGroupList } from './list.tsx';
import { PasteGroupsButton } from './paste-dialog.tsx';

/** Amazon グループ: the recorded Amazon groups, or one of them. Their options must equal NEO's codes. */
export const AmazonGroupsScreen = () => {
  const text = useText('invoicingScreen');
  const { id } = useParams('amazonGroups');
  const open = useCallback((opened: string) => navigate('amazonGroups', { id: opened }), []);
  const close = useCallback(() => navigate('amazonGroups'), []);
  if (id !== undefined) return <AmazonGroupEditor key={id} id={id} onClose={close} />;
  return (
    <Screen
      title={text('amazon.title')}
      layout="fill"
      actions={
        <>
          <SaveState />
          <PasteGroupsButton />
          <CreateDraftButton section="amazon_groups" onCreated={open} />
        </>
      }
    >
      <AmazonGroupList onOpen={open} />
    </Screen>
  );
};
