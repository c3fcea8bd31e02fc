import { DraftList } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts.ts';
import { twinsOf } from './twin.ts';
import { TwinMark } from './twin-mark.tsx';
import { useAmazonGroups } from './use-amazon-groups.ts';

/** NEO's invoice groups, each code with what stands for it on Amazon's side. */
export const InvoiceGroupList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('invoicingScreen');
  const amazonGroups = useAmazonGroups();
  const twin = ({ code }: DraftRow) => (amazonGroups === undefined ? null : <TwinMark twin={twinsOf([code], amazonGroups).get(code)} />);
  return (
    <DraftList
      section="invoice_groups"
      onOpen={onOpen}
      codeLabel={text('code')}
      column={{ label: text('option'), cell: twin }}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: null }}
    />
  );
};
