import {
  IconChevronDown,
  IconChevronUp,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSettings,
} from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useCall, useChangeSettings, useSettings, useShownCompany } from '../../client/index.ts';
import { getScreenHref, navigate, type ScreenId, useNavigation } from '../../navigation/index.ts';
import {
  BrandMark,
  Row,
  Tooltip,
  TruncatedText,
  UnstyledButton,
  useClickOutside,
  useHotkeys,
  useMediaQuery,
  useText,
  VisuallyHidden,
} from '../../ui/index.ts';
import { ENTRY_ICONS } from '../screens.ts';
import {
  findNavigationEntry,
  hasEntryContent,
  NAVIGATION_GROUPS,
  type NavigationEntry,
  type NavigationEntryId,
} from './navigation-entries.ts';
import classes from './rail.module.css';
import { type OpenWork, useOpenWork } from './use-needs.ts';

/** Rendered inside the navigation landmark, although it extends over its edge. */
const TOOLTIP_PROPS = { position: 'right', withinPortal: false, floatingStrategy: 'fixed' } as const;

/**
 * The navigation, 216 px wide or icons only (by preference, or in a narrow window, where it opens over the page). Entries without content
 * are hidden. No entry is drawn before this is known for all, so that entries do not move under the pointer.
 */
export const NavigationRail = () => {
  const text = useText('app');
  const changeSettings = useChangeSettings();
  const here = useNavigation((state) => state.here);
  const preferred = useSettings()?.railCollapsed ?? false;
  const narrow = useMediaQuery('(max-width: 1024px)', false, { getInitialValueInEffect: false });
  /** The visit in which the navigation was opened over the page; navigating closes it. */
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const isOver = narrow && openedAt === here.visit;
  const collapsed = !isOver && (narrow || preferred);
  const close = (): void => setOpenedAt(null);
  const rail = useClickOutside<HTMLElement>(close);
  useHotkeys(isOver ? [['Escape', close]] : []);

  const hasPeople = (useShownCompany()?.sources.length ?? 0) > 0;
  const { value: possessions, error } = useCall('companies.possessions', {});
  const isKnown = possessions !== undefined || error !== null;
  const [isUnfolded, setUnfolded] = useState(false);
  // Nothing is hidden while this is unknown.
  const isAway = (entry: NavigationEntry): boolean =>
    possessions !== undefined && !hasEntryContent(entry[0], hasPeople, possessions) && findNavigationEntry(here.screen) !== entry;
  const away = NAVIGATION_GROUPS.flatMap((group) => (group as readonly NavigationEntry[]).filter(isAway)).length;
  const toggle = (): void => {
    if (narrow) setOpenedAt(isOver ? null : here.visit);
    else void changeSettings({ railCollapsed: !preferred });
  };
  const toggleLabel = text(collapsed ? 'expandRail' : 'collapseRail');
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <div className={classes.place} data-collapsed={collapsed || isOver || undefined}>
      <nav
        ref={rail}
        className={classes.rail}
        data-collapsed={collapsed || undefined}
        data-over={isOver || undefined}
        aria-label={text('navigation')}
      >
        <Row wrap="nowrap" className={classes.brand}>
          <BrandMark />
          {collapsed ? null : <span>{text('name')}</span>}
        </Row>
        {NAVIGATION_GROUPS.map((group) => {
          const entries = isKnown ? (group as readonly NavigationEntry[]).filter((entry) => isUnfolded || !isAway(entry)) : [];
          return entries.length === 0 ? null : (
            <div key={group[0][0]} className={classes.group}>
              {entries.map((entry) => (
                <EntryItem key={entry[0]} id={entry[0]} isHere={findNavigationEntry(here.screen) === entry} collapsed={collapsed} />
              ))}
            </div>
          );
        })}
        {away === 0 ? null : (
          <Item
            icon={
              isUnfolded ? <IconChevronUp size={18} stroke={1.6} aria-hidden /> : <IconChevronDown size={18} stroke={1.6} aria-hidden />
            }
            label={isUnfolded ? text('fewerDoors') : text('moreDoors', { count: away })}
            tip={text('foldedDoors')}
            collapsed={collapsed}
            hasTipAlways
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          />
        )}
        <div className={classes.foot}>
          <Item
            icon={<IconSettings size={18} stroke={1.6} aria-hidden />}
            label={text('screen.settings')}
            collapsed={collapsed}
            aria-current={here.screen === 'settings' || here.screen === 'weeklyCheck' ? 'page' : undefined}
            screen="settings"
          />
          <Item
            icon={<Toggle size={18} stroke={1.6} aria-hidden />}
            label={toggleLabel}
            collapsed={collapsed}
            aria-expanded={!collapsed}
            onClick={toggle}
          />
        </div>
      </nav>
    </div>
  );
};

interface EntryItemProps {
  readonly id: NavigationEntryId;
  readonly isHere: boolean;
  readonly collapsed: boolean;
}

const EntryItem = ({ id, isHere, collapsed }: EntryItemProps) => {
  const text = useText('app');
  const needs = useOpenWork(id);
  const Icon = ENTRY_ICONS[id];
  return (
    <Item
      icon={<Icon size={18} stroke={1.6} aria-hidden />}
      label={text(`door.${id}`)}
      needs={needs}
      collapsed={collapsed}
      aria-current={isHere ? 'page' : undefined}
      screen={id}
    />
  );
};

interface ItemProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly needs?: OpenWork | null;
  /** Tooltip instead of the name. */
  readonly tip?: string;
  readonly collapsed: boolean;
  readonly hasTipAlways?: boolean;
  readonly 'aria-current'?: 'page' | undefined;
  readonly 'aria-expanded'?: boolean;
  /** The screen of a link; a button without one has `onClick`. */
  readonly screen?: ScreenId;
  readonly onClick?: () => void;
}

/** Navigates in this tab, also for the middle button and modifier keys, because a session belongs to one tab. The right button opens the menu. */
const followLink = (event: MouseEvent, screen: ScreenId): void => {
  if (event.button === 2) return;
  event.preventDefault();
  navigate(screen);
};

const Item = ({ icon, label, needs = null, tip, collapsed, hasTipAlways = false, screen, ...button }: ItemProps) => {
  const tipText = [label, needs?.spoken, tip].filter((part) => part !== undefined).join('　');
  // The company is a part of the address, so the link is computed with every rendering of it.
  const link =
    screen === undefined
      ? {}
      : ({
          component: 'a',
          href: getScreenHref(screen),
          onClick: (event: MouseEvent) => followLink(event, screen),
          onAuxClick: (event: MouseEvent) => followLink(event, screen),
        } as const);
  return (
    <Tooltip label={tipText} {...TOOLTIP_PROPS} disabled={!collapsed && !hasTipAlways} multiline maw={320}>
      <UnstyledButton className={classes.item} {...button} {...link}>
        {icon}
        <TruncatedText className={classes.label}>{label}</TruncatedText>
        {needs === null ? null : (
          <span className={classes.count}>
            <span aria-hidden>{collapsed ? '' : needs.shown}</span>
            <VisuallyHidden>{needs.spoken}</VisuallyHidden>
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
};
