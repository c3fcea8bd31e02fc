import { useCallback } from 'react';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { CreateDraft, SaveState } from '#renderer/ui/drafts/index.ts';
import { Screen, SegmentedControl, useText } from '#renderer/ui/index.ts';
import { AmazonGroupEditor } from './amazon-groups/editor.tsx';
import { AmazonGroupList } from './amazon-groups/list.tsx';
import { PasteGroups } from './amazon-groups/paste-dialog.tsx';
import { Coverage } from './coverage.tsx';
import { InvoiceGroupEditor } from './editor.tsx';
import { InvoiceGroupList } from './list.tsx';

const TABS = ['groups', 'amazon', 'coverage'] as const;
type Tab = (typeof TABS)[number];

/** 請求書グループ: NEO's groups, Amazon's groups whose options they must equal, and who is covered. */
export const InvoicingScreen = () => {
  const text = useText('invoicingScreen');
  const { tab = 'groups', id } = useParams('invoicing');
  const open = useCallback((opened: string) => navigate('invoicing', { tab, id: opened }), [tab]);
  const close = useCallback(() => navigate('invoicing', { tab }), [tab]);
  if (id !== undefined && tab === 'amazon') return <AmazonGroupEditor key={id} id={id} onClose={close} />;
  if (id !== undefined) return <InvoiceGroupEditor key={id} id={id} onClose={close} />;
  return (
    <Screen
      title={text('title')}
      layout={tab === 'coverage' ? 'fill' : 'page'}
      actions={
        <>
          {tab === 'coverage' ? null : <SaveState />}
          <SegmentedControl
            aria-label={text('tabs.label')}
            value={tab}
            onChange={(value) => navigate('invoicing', { tab: TABS.find((each): each is Tab => each === value) ?? 'groups' })}
            data={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))}
          />
          {tab === 'amazon' ? <PasteGroups /> : null}
          {tab === 'groups' ? <CreateDraft section="invoice_groups" onCreated={open} /> : null}
          {tab === 'amazon' ? <CreateDraft section="amazon_groups" onCreated={open} /> : null}
        </>
      }
    >
      {tab === 'groups' ? <InvoiceGroupList onOpen={open} /> : tab === 'amazon' ? <AmazonGroupList onOpen={open} /> : <Coverage />}
    </Screen>
  );
};
