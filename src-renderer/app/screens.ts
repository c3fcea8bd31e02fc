import type { Icon } from '@tabler/icons-react';
import {
  IconChecklist,
  IconDatabase,
  IconHash,
  IconHourglassHigh,
  IconListCheck,
  IconPlugConnected,
  IconReceiptYen,
  IconRoute,
  IconSend,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ScreenId } from '../navigation/index.ts';
import { AmazonGroupsScreen } from '../screens/amazon-groups/index.tsx';
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
import type { DoorId } from './doors.ts';

/** What each screen shows. Its name is `app.screen.<id>`, its other names for the search `palette.reading.<id>`. */
export const VIEWS: Readonly<Record<ScreenId, ComponentType>> = {
  readiness: ReadinessScreen,
  orders: OrdersScreen,
  calendar: CalendarScreen,
  setup: SetupScreen,
  integration: IntegrationScreen,
  amazonGroups: AmazonGroupsScreen,
  routes: RoutesScreen,
  rehearsal: RehearsalScreen,
  serials: SerialsScreen,
  invoicing: InvoicingScreen,
  matching: MatchingScreen,
  people: PeopleScreen,
  fixes: FixesScreen,
  triage: TriageScreen,
  history: HistoryScreen,
  plan: PlanScreen,
  changeLog: ChangeLogScreen,
  import: ImportScreen,
  server: ServerScreen,
  settings: SettingsScreen,
};

export const SCREENS = Object.keys(VIEWS) as readonly ScreenId[];

export const DOOR_ICONS: Readonly<Record<DoorId, Icon>> = {
  readiness: IconChecklist,
  orders: IconHourglassHigh,
  setup: IconListCheck,
  integration: IconPlugConnected,
  routes: IconRoute,
  serials: IconHash,
  invoicing: IconReceiptYen,
  matching: IconUsers,
  plan: IconSend,
  import: IconDatabase,
};
