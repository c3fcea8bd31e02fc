import type { CompanyContent } from '#shared/contract/companies/companies.ts';
import type { ScreenId } from '../../navigation/index.ts';

/**
 * The navigation from top to bottom, in groups. An entry is named `app.door.<id>` after its first screen; if it has several screens, each
 * is a tab named `app.tab.<id>`.
 */
export const NAVIGATION_GROUPS = [
  [['readiness', 'breakdown'], ['orders', 'calendar'], ['setup']],
  [['integration', 'amazonGroups'], ['routes', 'rehearsal'], ['serials'], ['invoicing']],
  [
    ['matching', 'people', 'fixes', 'triage', 'trend'],
    ['plan', 'history'],
    ['import', 'server'],
  ],
] as const satisfies readonly (readonly (readonly ScreenId[])[])[];

export type NavigationEntry = (typeof NAVIGATION_GROUPS)[number][number];
export type NavigationEntryId = NavigationEntry[0];

const ENTRIES: readonly NavigationEntry[] = NAVIGATION_GROUPS.flat();

/** The navigation entry of a screen; `null` for the settings, which have their own button. */
export const findNavigationEntry = (screen: ScreenId): NavigationEntry | null =>
  ENTRIES.find((entry) => (entry as readonly ScreenId[]).includes(screen)) ?? null;

/** Returns whether a navigation entry has content. Entries for the first steps are always visible. */
export function hasEntryContent(entry: NavigationEntryId, hasPeople: boolean, { orders, plan, sections }: CompanyContent): boolean {
  switch (entry) {
    case 'orders':
      return orders;
    case 'routes':
    case 'serials':
      return sections.includes(entry);
    case 'invoicing':
      return sections.includes('invoice_groups');
    case 'matching':
      return hasPeople;
    case 'plan':
      return plan;
    case 'readiness':
    case 'setup':
    case 'integration':
    case 'import':
      return true;
  }
}
