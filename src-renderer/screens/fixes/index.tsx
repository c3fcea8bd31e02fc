import { useState } from 'react';
import { useCompanyId } from '#renderer/client/index.ts';
import { useParams } from '#renderer/navigation/index.ts';
import { CompareProvider } from '../../parts/compare-panel/use-compare.tsx';
import type { Tab } from '../../parts/fixes/view-model.ts';
import { AmazonSheet } from './amazon-sheet/amazon-sheet.tsx';
import { NeoFile } from './fix-files/neo-file.tsx';
import { Writings } from './fix-files/writings.tsx';
import { FixList } from './fix-list.tsx';
import { Leavers } from './leavers/leavers.tsx';

/** Last tab of each company; kept in memory only. */
const left = new Map<string, Tab>();

/** 修正: adopted fixes, the two files, and whether they arrived. */
export const FixesScreen = () => {
  const companyId = useCompanyId();
  const params = useParams('fixes');
  const [visit, setVisit] = useState(params);
  const [tab, setTab] = useState<Tab>(params.tab ?? left.get(companyId) ?? 'list');
  if (visit !== params) {
    setVisit(params);
    if (params.tab !== undefined) setTab(params.tab);
  }
  left.set(companyId, tab);
  return (
    <CompareProvider>
      {tab === 'list' ? (
        <FixList key={companyId} />
      ) : tab === 'people' ? (
        <Leavers key={companyId} />
      ) : tab === 'neo' ? (
        <NeoFile key={companyId} />
      ) : tab === 'amazon' ? (
        <AmazonSheet key={companyId} />
      ) : (
        <Writings key={companyId} />
      )}
    </CompareProvider>
  );
};
