import { Tabs as KitTabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { VisuallyHidden } from './states.tsx';
import classes from './tabs.module.css';

interface TabsProps<T extends string> {
  /** What the tabs are parts of. */
  readonly label: string;
  readonly tabs: readonly {
    readonly value: T;
    readonly label: string;
    /** What waits there: as it is drawn, and in words. */
    readonly needs?: { readonly shown: string; readonly told: string } | null;
  }[];
  readonly value: T;
  /** Also told of the tab that is shown: whoever presses it wants its beginning. */
  readonly onChange: (value: T) => void;
  /** What the chosen tab shows. */
  readonly children: ReactNode;
}

/** Parts of one thing, one of them in sight. Arrows move along the tabs, Enter and Space open one. */
export const Tabs = <T extends string>({ label, tabs, value, onChange, children }: TabsProps<T>) => (
  <KitTabs
    value={value}
    onChange={(next) => {
      const chosen = tabs.find((tab) => tab.value === next);
      if (chosen !== undefined) onChange(chosen.value);
    }}
    activateTabWithKeyboard={false}
    className={classes.tabs}
    classNames={{ list: classes.list, tab: classes.tab, panel: classes.panel }}
  >
    <KitTabs.List aria-label={label}>
      {tabs.map((tab) => (
        <KitTabs.Tab key={tab.value} value={tab.value}>
          {tab.label}
          {tab.needs == null ? null : (
            <>
              <span className={classes.count} aria-hidden>
                {tab.needs.shown}
              </span>
              <VisuallyHidden>{tab.needs.told}</VisuallyHidden>
            </>
          )}
        </KitTabs.Tab>
      ))}
    </KitTabs.List>
    <KitTabs.Panel value={value}>{children}</KitTabs.Panel>
  </KitTabs>
);
