import { useState } from 'react';
import { useAmazonGroups } from '#renderer/parts/amazon-groups/use-amazon-groups.ts';
import { useDraftDetails } from '#renderer/parts/draft-details/use-draft-details.ts';
import { DraftList } from '#renderer/ui/drafts/index.ts';
import { Muted, Row, useText } from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts.ts';
import { twinsOf } from './twin.ts';
import { TwinMark } from './twin-mark.tsx';

const NO_ROWS: readonly string[] = [];

/** NEO's invoice groups, each code with what stands for it on Amazon's side, and the people who may choose it. */
export const InvoiceGroupList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('invoicingScreen');
  const amazonGroups = useAmazonGroups();
  const [shown, setShown] = useState(NO_ROWS);
  const known = useDraftDetails('invoice_groups', shown);
  const twin = ({ id, code }: DraftRow) => {
    const facts = known.get(id)?.facts;
    return (
      <Row component="span" gap="none md">
        {amazonGroups === undefined ? null : <TwinMark twin={twinsOf([code], amazonGroups).get(code)} />}
        {facts?.kind === 'invoice' ? <Muted>{text('listPeople', { people: facts.people })}</Muted> : null}
      </Row>
    );
  };
  return (
    <DraftList
      section="invoice_groups"
      onOpen={onOpen}
      onRows={setShown}
      codeLabel={text('code')}
      column={{ label: text('listOption'), cell: twin }}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: null }}
    />
  );
};
