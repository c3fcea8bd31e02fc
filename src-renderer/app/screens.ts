import type { Icon } from '@tabler/icons-react';
import { IconDatabase, IconHome, IconHourglassHigh, IconPlugConnected, IconSend, IconUsers } from '@tabler/icons-react';
import type { ScreenId } from '../navigation/index.ts';
import { createLazyPart, type LazyPart } from './loading/lazy-part.ts';
import type { NavigationEntryId } from './navigation/navigation-entries.ts';

/** The view of each screen, each in its own chunk. Its name is `app.screen.<id>`, its search terms are `palette.reading.<id>`. */
export const SCREEN_VIEWS: Readonly<Record<ScreenId, LazyPart<object>>> = {
  readiness: createLazyPart(async () => (await import('../screens/readiness/index.tsx')).HomeScreen),
  breakdown: createLazyPart(async () => (await import('../screens/breakdown/index.tsx')).BreakdownScreen),
  orders: createLazyPart(async () => (await import('../screens/orders/index.tsx')).OrdersScreen),
  calendar: createLazyPart(async () => (await import('../screens/calendar/index.tsx')).CalendarScreen),
  setup: createLazyPart(async () => (await import('../screens/setup/index.tsx')).SetupScreen),
  integration: createLazyPart(async () => (await import('../screens/integration/index.tsx')).IntegrationScreen),
  amazonGroups: createLazyPart(async () => (await import('../screens/amazon-groups/index.tsx')).AmazonGroupsScreen),
  routes: createLazyPart(async () => (await import('../screens/routes/index.tsx')).RoutesScreen),
  rehearsal: createLazyPart(async () => (await import('../screens/rehearsal/index.tsx')).RehearsalScreen),
  serials: createLazyPart(async () => (await import('../screens/serials/index.tsx')).SerialsScreen),
  invoicing: createLazyPart(async () => (await import('../screens/invoicing/index.tsx')).InvoicingScreen),
  matching: createLazyPart(async () => (await import('../screens/matching/index.tsx')).MatchingScreen),
  people: createLazyPart(async () => (await import('../screens/people/index.tsx')).PeopleScreen),
  fixes: createLazyPart(async () => (await import('../screens/fixes/index.tsx')).FixesScreen),
  triage: createLazyPart(async () => (await import('../screens/triage/index.tsx')).TriageScreen),
  trend: createLazyPart(async () => (await import('../screens/trend/index.tsx')).TrendScreen),
  plan: createLazyPart(async () => (await import('../screens/plan/index.tsx')).PlanScreen),
  history: createLazyPart(async () => (await import('../screens/history/index.tsx')).HistoryScreen),
  import: createLazyPart(async () => (await import('../screens/import/index.tsx')).ImportScreen),
  server: createLazyPart(async () => (await import('../screens/server/index.tsx')).ServerScreen),
  weeklyCheck: createLazyPart(async () => (await import('../screens/weekly-check/index.tsx')).WeeklyCheckScreen),
  settings: createLazyPart(async () => (await import('../screens/settings/index.tsx')).SettingsScreen),
};

export const SCREENS = Object.keys(SCREEN_VIEWS) as readonly ScreenId[];

/** Loads a screen; `null` if it is already loaded. A failed load is tried again. */
export const loadScreen = (screen: ScreenId): Promise<unknown> | null =>
  SCREEN_VIEWS[screen].view() !== undefined ? null : SCREEN_VIEWS[screen].load();

export const ENTRY_ICONS: Readonly<Record<NavigationEntryId, Icon>> = {
  readiness: IconHome,
  orders: IconHourglassHigh,
  integration: IconPlugConnected,
  matching: IconUsers,
  plan: IconSend,
  import: IconDatabase,
};
