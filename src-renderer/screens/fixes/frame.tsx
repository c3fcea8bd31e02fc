import type { ReactNode } from 'react';
import { navigate, type ScreenParams, useAddress } from '#renderer/navigation/index.ts';
import { Screen, SegmentedControl, useText } from '#renderer/ui/index.ts';
import { UndoNotice } from '../../parts/decisions/undo-notice.tsx';
import classes from '../../parts/fixes/fixes.module.css';
import { TABS, type Tab } from '../../parts/fixes/view-model.ts';

interface FixesFrameProps {
  readonly tab: Tab;
  readonly actions?: ReactNode;
  readonly layout?: 'page' | 'fill';
  /** What of the part an address leads back to. */
  readonly shown?: Omit<ScreenParams['fixes'], 'tab'>;
  readonly children: ReactNode;
}

/** The screen around each of its parts: title, the part's own action, the way to the others. */
export const FixesFrame = ({ tab, actions, layout = 'page', shown, children }: FixesFrameProps) => {
  useAddress('fixes', { tab, ...shown });
  const text = useText('fixesScreen');
  return (
    <div className={classes.screen}>
      <Screen title={text('title')} actions={actions} layout={layout}>
        <div className={classes.tabs} data-layout={layout}>
          <SegmentedControl
            aria-label={text('tabs.label')}
            value={tab}
            onChange={(value) => navigate('fixes', { tab: TABS.find((each) => each === value) ?? 'list' })}
            data={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))}
          />
        </div>
        {children}
      </Screen>
      <UndoNotice />
    </div>
  );
};
