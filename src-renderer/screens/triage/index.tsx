import { navigate, useParams } from '#renderer/navigation/index.ts';
import { Screen, SegmentedControl, useHotkeys, useText } from '#renderer/ui/index.ts';
import { undoLast } from '../../parts/decisions/decisions.ts';
import { UndoNotice } from '../../parts/decisions/undo-notice.tsx';
import { Exclusions } from './exclusions.tsx';
import { Ledger } from './ledger.tsx';
import classes from './triage.module.css';

const TABS = ['ledger', 'exclusions'] as const;

/** 照合の台帳: what was accepted and assigned, what needs another look, and whom matching leaves out. */
export const TriageScreen = () => {
  const text = useText('triageScreen');
  const { tab = 'ledger' } = useParams('triage');
  useHotkeys([['mod+Z', () => void undoLast()]]);
  return (
    <div className={classes.screen}>
      <Screen
        title={text('title')}
        actions={
          <SegmentedControl
            aria-label={text('tabs.label')}
            value={tab}
            onChange={(value) => navigate('triage', { tab: TABS.find((each) => each === value) ?? 'ledger' })}
            data={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))}
          />
        }
      >
        {tab === 'ledger' ? <Ledger /> : <Exclusions />}
      </Screen>
      <UndoNotice />
    </div>
  );
};
