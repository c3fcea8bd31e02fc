import { navigate, useParams } from '#renderer/navigation/index.ts';
import { Screen, useText, ViewPanel, Views, ViewTabs } from '#renderer/ui/index.ts';
import { Exclusions } from './exclusions.tsx';
import { Ledger } from './ledger.tsx';
import classes from './triage.module.css';

const TABS = ['ledger', 'exclusions'] as const;

/** 照合の台帳: accepted and assigned findings, those needing a check, and exclusions. */
export const TriageScreen = () => {
  const text = useText('triageScreen');
  const { tab = 'ledger' } = useParams('triage');
  return (
    <div className={classes.screen}>
      <Views value={tab} views={TABS} onChange={(next) => navigate('triage', { tab: next })}>
        <Screen
          title={text('title')}
          actions={<ViewTabs label={text('tabs.label')} tabs={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))} />}
        >
          <ViewPanel value={tab}>{tab === 'ledger' ? <Ledger /> : <Exclusions />}</ViewPanel>
        </Screen>
      </Views>
    </div>
  );
};
