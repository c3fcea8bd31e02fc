import type { ReactNode } from 'react';
import { navigate, type ScreenId } from '../../navigation/index.ts';
import { Tabs, useText } from '../../ui/index.ts';
import { type NavigationEntry, navigationEntryOf } from './navigation-entries.ts';
import { useNeeds } from './use-needs.ts';

/** The screen, below the tabs of its navigation entry if that has several screens. */
export const EntryTabs = ({ screen, children }: { readonly screen: ScreenId; readonly children: ReactNode }) => {
  const door = navigationEntryOf(screen);
  return door === null || door.length === 1 ? (
    children
  ) : (
    <Several door={door} screen={screen}>
      {children}
    </Several>
  );
};

type Tab = Extract<NavigationEntry, readonly [string, string, ...string[]]>[number];

const Several = ({ door, screen, children }: { door: NavigationEntry; screen: ScreenId; children: ReactNode }) => {
  const text = useText('app');
  const needs = { matching: useNeeds('matching'), fixes: useNeeds('fixes'), triage: useNeeds('triage'), plan: useNeeds('plan') };
  return (
    <Tabs
      label={text(`door.${door[0]}`)}
      tabs={(door as readonly Tab[]).map((value) => ({
        value,
        label: text(`tab.${value}`),
        needs: value in needs ? needs[value as keyof typeof needs] : null,
      }))}
      value={screen as Tab}
      onChange={(next) => navigate(next)}
    >
      {children}
    </Tabs>
  );
};
