import type { ReactNode } from 'react';
import { navigate, type ScreenId } from '../../navigation/index.ts';
import { Tabs, useText } from '../../ui/index.ts';
import { findNavigationEntry, type NavigationEntry } from './navigation-entries.ts';
import { useOpenWork } from './use-needs.ts';

/** The screen, below the tabs of its navigation entry if that has several screens. */
export const EntryTabs = ({ screen, children }: { readonly screen: ScreenId; readonly children: ReactNode }) => {
  const entry = findNavigationEntry(screen);
  return entry === null || entry.length === 1 ? (
    children
  ) : (
    <Several entry={entry} screen={screen}>
      {children}
    </Several>
  );
};

type Tab = Extract<NavigationEntry, readonly [string, string, ...string[]]>[number];

const Several = ({ entry, screen, children }: { entry: NavigationEntry; screen: ScreenId; children: ReactNode }) => {
  const text = useText('app');
  const needs = {
    matching: useOpenWork('matching'),
    fixes: useOpenWork('fixes'),
    triage: useOpenWork('triage'),
    plan: useOpenWork('plan'),
  };
  return (
    <Tabs
      label={text(`door.${entry[0]}`)}
      tabs={(entry as readonly Tab[]).map((value) => ({
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
