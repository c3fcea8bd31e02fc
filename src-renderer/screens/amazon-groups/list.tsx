import { DraftList } from '#renderer/parts/draft-list/draft-list.tsx';
import { CreateDraftButton } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';

/** The recorded Amazon groups; Amazon provides no list. */
export const AmazonGroupList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('invoicingScreen');
  return (
    <DraftList
      section="amazon_groups"
      onOpen={onOpen}
      codeLabel={text('option')}
      empty={{
        title: text('amazon.empty.title'),
        text: text('amazon.empty.text'),
        action: <CreateDraftButton section="amazon_groups" onCreated={onOpen} />,
      }}
    />
  );
};
