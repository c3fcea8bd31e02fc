import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { CallInput } from '#shared/contract/calls.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import { changeSettings, useCall, useClient, useConsole } from '../client/index.ts';
import { navigate, useNavigation } from '../navigation/index.ts';
import { useOrdersCall } from '../parts/clocks/use-orders-call.ts';
import { useFreshCall } from '../parts/decisions/use-fresh-call.ts';
import { useUnapplied } from '../parts/plan/use-unapplied.ts';
import { useGuide } from '../parts/setup/use-guide.ts';
import { countsInput } from '../screens/fixes/view-model.ts';
import { needsYou } from '../screens/triage/ledger-view.ts';
import { useDraftCall } from '../ui/drafts/index.ts';
import {
  BrandMark,
  Muted,
  Row,
  Tooltip,
  Truncate,
  UnstyledButton,
  useFormat,
  useMediaQuery,
  useText,
  VisuallyHidden,
} from '../ui/index.ts';
import classes from './rail.module.css';
import type { ScreenEntry } from './screens.ts';
import { SECTIONS } from './screens.ts';

/** Inside the rail's landmark, yet over its edge. */
const BESIDE = { position: 'right', withinPortal: false, floatingStrategy: 'fixed' } as const;

/** 216 px of names, or icons alone: by preference, and always where the window is narrow. */
export const Rail = () => {
  const text = useText('app');
  const client = useClient();
  const preferred = useConsole((state) => state.settings?.railCollapsed ?? false);
  const narrow = useMediaQuery('(max-width: 1024px)', false, { getInitialValueInEffect: false });
  const collapsed = narrow || preferred;
  const toggleLabel = text(collapsed ? 'expandRail' : 'collapseRail');
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes.rail} data-collapsed={collapsed || undefined} aria-label={text('navigation')}>
      <Row wrap="nowrap" className={classes.brand}>
        <BrandMark />
        {collapsed ? null : <span>{text('name')}</span>}
      </Row>
      {SECTIONS.map((section) => (
        <div key={section.id} className={`${classes.section} ${section.id === 'console' ? classes.last : ''}`}>
          {collapsed || section.id === 'console' ? null : <p className={classes.heading}>{text(`section.${section.id}`)}</p>}
          {section.screens.map((screen) => (
            <Item key={screen.id} screen={screen} collapsed={collapsed} />
          ))}
        </div>
      ))}
      {narrow ? null : (
        <Tooltip label={toggleLabel} {...BESIDE} disabled={!collapsed}>
          <UnstyledButton
            className={classes.item}
            aria-label={toggleLabel}
            aria-expanded={!collapsed}
            onClick={() => void changeSettings(client, { railCollapsed: !preferred })}
          >
            <Toggle size={18} stroke={1.6} aria-hidden />
            {collapsed ? null : <Truncate className={classes.label}>{toggleLabel}</Truncate>}
          </UnstyledButton>
        </Tooltip>
      )}
    </nav>
  );
};

const Item = ({ screen, collapsed }: { screen: ScreenEntry; collapsed: boolean }) => {
  const text = useText('app');
  const format = useFormat();
  const here = useNavigation((state) => state.here.screen === screen.id);
  const needs = useNeedsYou(screen.id);
  const setup = useSetupProgress(screen.id);
  const label = text(`screen.${screen.id}`);
  const entries = useText('triageScreen');
  const fixes = useText('fixesScreen');
  const guide = useText('setupScreen');
  const plan = useText('planScreen');
  const told =
    setup !== null
      ? guide('needs', setup)
      : screen.id === 'triage'
        ? entries('needs', { count: needs })
        : screen.id === 'fixes'
          ? fixes('needs', { count: needs })
          : screen.id === 'plan'
            ? plan('needs', { count: needs })
            : text(screen.id === 'orders' ? 'needsOrders' : DRAFTED.has(screen.id) ? 'needsMending' : 'needsCount', { count: needs });
  const shown = setup !== null ? guide('fraction', setup) : format.count(needs);
  const quiet = needs === 0 && setup === null;
  const Icon = screen.icon;
  return (
    <Tooltip
      label={quiet ? label : screen.id === 'matching' ? text('needs', { screen: label, count: needs }) : `${label}　${told}`}
      {...BESIDE}
      disabled={!collapsed}
    >
      <UnstyledButton className={classes.item} aria-current={here ? 'page' : undefined} onClick={() => navigate(screen.id)}>
        <Icon size={18} stroke={1.6} aria-hidden />
        <Truncate className={classes.label}>{label}</Truncate>
        {quiet ? null : (
          <Muted size="xs" className={classes.count}>
            <span aria-hidden>{collapsed ? '' : shown}</span>
            <VisuallyHidden>{told}</VisuallyHidden>
          </Muted>
        )}
      </UnstyledButton>
    </Tooltip>
  );
};

/** How far the set-up guide has come; `null` once it is through, and for every other screen. */
const useSetupProgress = (screen: ScreenEntry['id']): { readonly done: number; readonly total: number } | null => {
  const { value } = useGuide(screen === 'setup');
  return value === undefined || value.done === value.total ? null : { done: value.done, total: value.total };
};

const WHOLE_LEDGER = { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 1 } satisfies CallInput<'triage.ledger'>;

const ADOPTED = countsInput([]);

/** Screens of drafts, with the sections whose objects with a blocking problem they count. */
const DRAFTED: ReadonlyMap<ScreenEntry['id'], readonly Section[]> = new Map([['routes', ['routes']]]);

/**
 * What waits for the administrator on a screen, never a total: the people who cannot order, orders close to the end of their lock,
 * changes that would be sent, decisions to look at again, and drafts that cannot work.
 */
const useNeedsYou = (screen: ScreenEntry['id']): number => {
  const summary = useCall('readiness.summary', screen === 'matching' ? {} : null);
  const ledger = useFreshCall('triage.ledger', screen === 'triage' ? WHOLE_LEDGER : null);
  const orders = useOrdersCall('orders.summary', screen === 'orders' ? {} : null);
  const adopted = useFreshCall('fixes.list', screen === 'fixes' ? ADOPTED : null);
  const unapplied = useUnapplied(screen === 'plan');
  const sections = DRAFTED.get(screen);
  const drafts = useDraftCall('drafts.summary', sections === undefined ? null : {});
  if (drafts.value !== undefined) {
    return drafts.value.sections.filter(({ section }) => sections?.includes(section)).reduce((sum, { blocked }) => sum + blocked, 0);
  }
  if (unapplied !== null) return unapplied.count;
  if (orders.value !== undefined) return orders.value.inDanger;
  if (adopted.value !== undefined) return adopted.value.counts.adopted;
  return summary.value?.blocked ?? (ledger.value === undefined ? 0 : needsYou(ledger.value.counts));
};
