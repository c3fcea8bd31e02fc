import type { ScreenId } from '../../navigation/index.ts';

/**
 * The entries of the navigation from top to bottom. An entry opens its first screen and is named `app.entry.<id>` after it; each of its
 * screens is a tab named `app.tab.<id>`. The settings have their own button.
 */
export const NAVIGATION_ENTRIES = [
  ['readiness', 'setup', 'breakdown', 'trend'],
  ['matching', 'people', 'fixes', 'triage'],
  ['orders', 'calendar'],
  ['integration', 'routes', 'serials', 'invoicing', 'amazonGroups', 'rehearsal'],
  ['plan', 'history'],
  ['import', 'server'],
] as const satisfies readonly (readonly ScreenId[])[];

export type NavigationEntry = (typeof NAVIGATION_ENTRIES)[number];
export type NavigationEntryId = NavigationEntry[0];
export type TabId = NavigationEntry[number];

/** The navigation entry of a screen; `null` for the settings. */
export const findNavigationEntry = (screen: ScreenId): NavigationEntry | null =>
  NAVIGATION_ENTRIES.find((entry) => (entry as readonly ScreenId[]).includes(screen)) ?? null;
