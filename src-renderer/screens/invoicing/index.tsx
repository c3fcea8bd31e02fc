import { useCallback } from 'react';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { CreateDraftButton, SaveState } from '#renderer/ui/drafts/index.ts';
import { Screen, useText, ViewPanel, Views, ViewTabs } from '#renderer/ui/index.ts';
import { Coverage } from './coverage.tsx';
import { InvoiceGroupEditor } from './editor.tsx';
import { InvoiceGroupList } from './list.tsx';

const TABS = ['groups', 'coverage'] as const;
type Tab = (typeof TABS)[number];

/** 請求書グループ: NEO's groups, and the people covered. */
export const InvoicingScreen = () => {
  const text = useText('invoicingScreen');
  const { tab = 'groups', id } = useParams('invoicing');
  const open = useCallback((opened: string) => navigate('invoicing', { tab, id: opened }), [tab]);
  const close = useCallback(() => navigate('invoicing', { tab }), [tab]);
  if (id !== undefined) return <InvoiceGroupEditor key={id} id={id} onClose={close} />;
  return (
    <Views value={tab} views={TABS} onChange={(next: Tab) => navigate('invoicing', { tab: next })}>
      <Screen
        title={text('title')}
        layout="fill"
        actions={
          <>
            {tab === 'coverage' ? null : <SaveState />}
            <ViewTabs label={text('tabs.label')} tabs={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))} />
            {tab === 'groups' ? <CreateDraftButton section="invoice_groups" onCreated={open} /> : null}
          </>
        }
      >
        <ViewPanel value={tab}>{tab === 'groups' ? <InvoiceGroupList onOpen={open} /> : <Coverage />}</ViewPanel>
      </Screen>
    </Views>
  );
};
