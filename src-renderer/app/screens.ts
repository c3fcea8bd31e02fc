import type { Icon } from '@tabler/icons-react';
import {
  IconCalendarClock,
  IconCalendarMonth,
  IconChartLine,
  IconChecklist,
  IconFileImport,
  IconHash,
  IconHistory,
  IconHourglassHigh,
  IconListCheck,
  IconNotebook,
  IconPlugConnected,
  IconReceiptYen,
  IconRoute,
  IconSend,
  IconServer,
  IconSettings,
  IconUserSearch,
  IconUsers,
  IconWand,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ScreenId } from '../navigation/index.ts';
import { CalendarScreen } from '../screens/calendar/index.tsx';
import { ChangeLogScreen } from '../screens/change-log/index.tsx';
import { FixesScreen } from '../screens/fixes/index.tsx';
import { HistoryScreen } from '../screens/history/index.tsx';
import { ImportScreen } from '../screens/import/index.tsx';
import { IntegrationScreen } from '../screens/integration/index.tsx';
import { InvoicingScreen } from '../screens/invoicing/index.tsx';
import { MatchingScreen } from '../screens/matching/index.tsx';
import { OrdersScreen } from '../screens/orders/index.tsx';
import { PeopleScreen } from '../screens/people/index.tsx';
import { PlanScreen } from '../screens/plan/index.tsx';
import { ReadinessScreen } from '../screens/readiness/index.tsx';
import { RehearsalScreen } from '../screens/rehearsal/index.tsx';
import { RoutesScreen } from '../screens/routes/index.tsx';
import { SerialsScreen } from '../screens/serials/index.tsx';
import { ServerScreen } from '../screens/server/index.tsx';
import { SettingsScreen } from '../screens/settings/index.tsx';
import { SetupScreen } from '../screens/setup/index.tsx';
import { TriageScreen } from '../screens/triage/index.tsx';

export interface ScreenEntry {
  /** Its name is `app.screen.<id>`, its other names for the search `palette.reading.<id>`. */
  readonly id: ScreenId;
  readonly icon: Icon;
  readonly view: ComponentType;
}

export interface Section {
  /** Its name is `app.section.<id>`. */
  readonly id: 'state' | 'preparation' | 'matching' | 'apply' | 'data' | 'console';
  readonly screens: readonly ScreenEntry[];
}

/** The rail, top to bottom. A screen is listed once it works. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'state',
    screens: [
      { id: 'readiness', icon: IconChecklist, view: ReadinessScreen },
      { id: 'people', icon: IconUserSearch, view: PeopleScreen },
      { id: 'orders', icon: IconHourglassHigh, view: OrdersScreen },
      { id: 'calendar', icon: IconCalendarMonth, view: CalendarScreen },
    ],
  },
  {
    id: 'preparation',
    screens: [
      { id: 'setup', icon: IconListCheck, view: SetupScreen },
      { id: 'integration', icon: IconPlugConnected, view: IntegrationScreen },
      { id: 'routes', icon: IconRoute, view: RoutesScreen },
      { id: 'serials', icon: IconHash, view: SerialsScreen },
      { id: 'invoicing', icon: IconReceiptYen, view: InvoicingScreen },
      { id: 'rehearsal', icon: IconCalendarClock, view: RehearsalScreen },
    ],
  },
  {
    id: 'matching',
    screens: [
      { id: 'matching', icon: IconUsers, view: MatchingScreen },
      { id: 'fixes', icon: IconWand, view: FixesScreen },
      { id: 'triage', icon: IconNotebook, view: TriageScreen },
      { id: 'history', icon: IconChartLine, view: HistoryScreen },
    ],
  },
  {
    id: 'apply',
    screens: [
      { id: 'plan', icon: IconSend, view: PlanScreen },
      { id: 'changeLog', icon: IconHistory, view: ChangeLogScreen },
    ],
  },
  {
    id: 'data',
    screens: [
      { id: 'import', icon: IconFileImport, view: ImportScreen },
      { id: 'server', icon: IconServer, view: ServerScreen },
    ],
  },
  { id: 'console', screens: [{ id: 'settings', icon: IconSettings, view: SettingsScreen }] },
];

export const SCREENS: readonly ScreenEntry[] = SECTIONS.flatMap((section) => section.screens);
