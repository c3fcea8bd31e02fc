import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useChangeSettings, useSettings } from '../../client/index.ts';
import { useNavigation } from '../../navigation/index.ts';
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
import { findNavigationEntry, NAVIGATION_ENTRIES, type NavigationEntryId } from './navigation-entries.ts';
import classes from './rail.module.css';
import { type OpenWork, useEntryWork } from './use-needs.ts';
import { useScreenLink } from './use-screen-link.ts';

/** Rendered inside the navigation landmark, although it extends over its edge. */
const TOOLTIP_PROPS = { position: 'right', withinPortal: false, floatingStrategy: 'fixed' } as const;

/**
 * The navigation, 216 px wide or icons only (by preference, or in a narrow window, where it opens over the page).
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

  const settings = useScreenLink('settings');
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
        <div className={classes.entries}>
          {NAVIGATION_ENTRIES.map((entry) => (
            <EntryItem key={entry[0]} id={entry[0]} isHere={findNavigationEntry(here.screen) === entry} collapsed={collapsed} />
          ))}
        </div>
        <div className={classes.foot}>
          <Item
            icon={<IconSettings size={18} stroke={1.6} aria-hidden />}
            label={text('screen.settings')}
            collapsed={collapsed}
            aria-current={here.screen === 'settings' || here.screen === 'weeklyCheck' ? 'page' : undefined}
            link={settings}
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
  const needs = useEntryWork(id);
  const link = useScreenLink(id);
  const Icon = ENTRY_ICONS[id];
  return (
    <Item
      icon={<Icon size={18} stroke={1.6} aria-hidden />}
      label={text(`entry.${id}`)}
      needs={needs}
      collapsed={collapsed}
      aria-current={isHere ? 'page' : undefined}
      link={link}
    />
  );
};

interface ItemProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly needs?: OpenWork | null;
  readonly collapsed: boolean;
  readonly 'aria-current'?: 'page' | undefined;
  readonly 'aria-expanded'?: boolean;
  /** Of a link to a screen; a button has `onClick`. */
  readonly link?: ReturnType<typeof useScreenLink>;
  readonly onClick?: () => void;
}

const Item = ({ icon, label, needs = null, collapsed, link, ...button }: ItemProps) => {
  const tip = [label, needs?.spoken].filter((part) => part !== undefined).join('　');
  return (
    <Tooltip label={tip} {...TOOLTIP_PROPS} disabled={!collapsed} multiline maw={320}>
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
