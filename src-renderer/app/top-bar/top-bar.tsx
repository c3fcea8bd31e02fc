import { IconDeviceDesktop, IconHelp, IconLanguage, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { useChangeSettings, useSettings } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { useUnappliedChanges } from '../../parts/plan/use-unapplied.ts';
import { ActionIcon, BarButton, Kbd, Menu, Row, UnstyledButton, useFormat, useText } from '../../ui/index.ts';
import { CompanyGuard } from '../companies/company-guard.tsx';
import { CompanySwitch } from '../companies/company-switch.tsx';
import { HostPart } from '../loading/host-part.tsx';
import { COLLEAGUES } from '../loading/lazy-parts.ts';
import { Notices } from '../notices/notices.tsx';
import { PersonMenu } from '../team/person-menu.tsx';
import { DataAge } from './data-age.tsx';
import classes from './top-bar.module.css';
import { TrustMark } from './trust-mark.tsx';

interface TopBarProps {
  readonly shown: CompanyDetails;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** Company, age of its data, search, help, and display settings. */
export const TopBar = ({ shown, onSearch, onHelp }: TopBarProps) => {
  const text = useText('app');
  const help = useText('help');
  return (
    <header className={classes.bar}>
      <CompanySwitch current={shown.company} />
      <CompanyGuard key={shown.company.id} company={shown.company} />
      <TrustMark key={`trust ${shown.company.id}`} company={shown.company} />
      <Row gap="lg" wrap="nowrap" className={classes.ages}>
        <DataAge side="neo" shown={shown} />
        <DataAge side="amazon" shown={shown} />
        <DataAge side="directory" shown={shown} />
      </Row>
      {/* To the left of the search, which does not move when the number appears. */}
      <NotApplied />
      <UnstyledButton className={classes.search} onClick={onSearch} title={SEARCH_KEY} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchLabel}>{text('search')}</span>
        <Kbd>{SEARCH_KEY}</Kbd>
      </UnstyledButton>
      <Row gap="xs" align="stretch" wrap="nowrap" className={classes.look}>
        <HostPart shownOn="server" props={{}} key={`colleagues ${shown.company.id}`} part={COLLEAGUES} />
        <Notices key={shown.company.id} />
        <ActionIcon aria-label={help('open')} title={help('open')} aria-keyshortcuts="Shift+?" onClick={onHelp}>
          <IconHelp size={18} stroke={1.6} />
        </ActionIcon>
        <Row gap="xs" wrap="nowrap" className={classes.menus}>
          <DisplayMenus />
          <PersonMenu company={shown.company.id} />
        </Row>
      </Row>
    </header>
  );
};

/** Number of changes not yet applied, with a link to the plan. */
const NotApplied = () => {
  const text = useText('planScreen.bar');
  const format = useFormat();
  const unapplied = useUnappliedChanges(true);
  if (unapplied === null || (unapplied.count === 0 && unapplied.run === 'none')) return null;
  return (
    <BarButton className={classes.unapplied} data-run={unapplied.run} onClick={() => navigate('plan')}>
      <span>{text(unapplied.run)}</span>
      <b>{format.count(unapplied.count)}</b>
    </BarButton>
  );
};

const SEARCH_KEY = navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K';
const THEME_ICONS = { system: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const THEMES = ['light', 'dark', 'system'] as const;
const LANGUAGES = ['ja', 'en'] as const;

/** Light, dark, or the system's setting. */
const ThemeMenu = () => {
  const text = useText('app');
  const changeSettings = useChangeSettings();
  const theme = useSettings()?.theme ?? 'system';
  const Icon = THEME_ICONS[theme];
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon aria-label={text('theme.label')} title={text('theme.label')}>
          <Icon size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={theme}
          onChange={(next) => void changeSettings({ theme: THEMES.find((each) => each === next) ?? 'system' })}
        >
          {THEMES.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick>
              {text(`theme.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};

/** Lists each language by its own name. */
const LanguageMenu = () => {
  const text = useText('app');
  const changeSettings = useChangeSettings();
  const language = useSettings()?.language ?? 'ja';
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon aria-label={text('language.label')} title={text('language.label')}>
          <IconLanguage size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={(next) => void changeSettings({ language: next === 'en' ? 'en' : 'ja' })}>
          {LANGUAGES.map((each) => (
            <Menu.RadioItem key={each} value={each} lang={each} closeMenuOnClick>
              {text(`language.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};

/** Display settings: language and theme. */
export const DisplayMenus = () => (
  <>
    <LanguageMenu />
    <ThemeMenu />
  </>
);
