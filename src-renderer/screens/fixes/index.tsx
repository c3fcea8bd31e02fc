import { useEffect, useState } from 'react';
import { useCompanyId } from '#renderer/client/index.ts';
import { type ScreenParams, useParams } from '#renderer/navigation/index.ts';
import { CompareProvider } from '../../parts/compare-panel/use-compare.tsx';
import { openMakeFiles } from '../../parts/fix-files/make-files-state.ts';
import { TABS, type Tab } from '../../parts/fixes/view-model.ts';
import { FixList } from './fix-list.tsx';
import { Leavers } from './leavers/leavers.tsx';
import { Writings } from './writings.tsx';

/** Last tab of each company; kept in memory only. */
const left = new Map<string, Tab>();

/** The tab of an address. The dialog that makes the files opens over the list. */
const tabOf = (tab: NonNullable<ScreenParams['fixes']['tab']>): Tab => TABS.find((each) => each === tab) ?? 'list';
const asksForFiles = ({ tab }: ScreenParams['fixes']): boolean => tab === 'files' || tab === 'neo' || tab === 'amazon';

/** 修正: adopted fixes, leavers, and the files written so far. */
export const FixesScreen = () => {
  const companyId = useCompanyId();
  const params = useParams('fixes');
  const [visit, setVisit] = useState(params);
  const [tab, setTab] = useState<Tab>(params.tab === undefined ? (left.get(companyId) ?? 'list') : tabOf(params.tab));
  if (visit !== params) {
    setVisit(params);
    if (params.tab !== undefined) setTab(tabOf(params.tab));
  }
  left.set(companyId, tab);
  useEffect(() => {
    if (asksForFiles(params)) openMakeFiles();
  }, [params]);
  return (
    <CompareProvider>
      {tab === 'list' ? <FixList key={companyId} /> : tab === 'people' ? <Leavers key={companyId} /> : <Writings key={companyId} />}
    </CompareProvider>
  );
};
