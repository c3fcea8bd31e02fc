import type { ReactNode } from 'react';
import { navigate, type ScreenParams, useScreenAddressSync } from '#renderer/navigation/index.ts';
import { Screen, useText, ViewPanel, Views, ViewTabs } from '#renderer/ui/index.ts';
import { TABS, type Tab } from '../../parts/fixes/view-model.ts';

interface FixesFrameProps {
  readonly tab: Tab;
  readonly actions?: ReactNode;
  readonly layout?: 'page' | 'fill';
  /** Parameters restored by the address. */
  readonly shown?: Omit<ScreenParams['fixes'], 'tab'>;
  readonly children: ReactNode;
}

/** Frame of each tab: title, actions, and the other tabs. */
export const FixesFrame = ({ tab, actions, layout = 'page', shown, children }: FixesFrameProps) => {
  useScreenAddressSync('fixes', { tab, ...shown });
  const text = useText('fixesScreen');
  return (
    <Views value={tab} views={TABS} onChange={(next) => navigate('fixes', { tab: next })}>
      <Screen
        title={text('title')}
        layout={layout}
        actions={
          <>
            <ViewTabs label={text('tabs.label')} tabs={TABS.map((value) => ({ value, label: text(`tabs.${value}`) }))} />
            {actions}
          </>
        }
      >
        <ViewPanel value={tab}>{children}</ViewPanel>
      </Screen>
    </Views>
  );
};
