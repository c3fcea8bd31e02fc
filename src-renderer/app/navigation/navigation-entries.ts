import type { CompanyContent } from '#shared/contract/companies/companies.ts';
import type { ScreenId } from '../../navigation/index.ts';

/**
 * The rail, top to bottom, in groups. A door is called after the first of its screens, `app.door.<id>`; where it has several, each is a tab,
 * `app.tab.<id>`. A screen is listed once it works.
 */
export const NAVIGATION_GROUPS = [
  [['readiness'], ['orders', 'calendar'], ['setup']],
  [['integration', 'amazonGroups'], ['routes', 'rehearsal'], ['serials'], ['invoicing']],
  [
    ['matching', 'people', 'fixes', 'triage', 'trend'],
    ['plan', 'history'],
    ['import', 'server'],
  ],
] as const satisfies readonly (readonly (readonly ScreenId[])[])[];

export type NavigationEntry = (typeof NAVIGATION_GROUPS)[number][number];
export type NavigationEntryId = NavigationEntry[0];

const DOORS: readonly NavigationEntry[] = NAVIGATION_GROUPS.flat();

/** The navigation entry of a screen; `null` for the settings, which have their own button. */
export const navigationEntryOf = (screen: ScreenId): NavigationEntry | null =>
  DOORS.find((door) => (door as readonly ScreenId[]).includes(screen)) ?? null;

/** Whether a navigation entry has content. Entries for the first steps are always visible. */
export function hasContentBehind(door: NavigationEntryId, hasPeople: boolean, { orders, plan, sections }: CompanyContent): boolean {
  switch (door) {
    case 'orders':
      return orders;
    case 'routes':
    case 'serials':
      return sections.includes(door);
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
