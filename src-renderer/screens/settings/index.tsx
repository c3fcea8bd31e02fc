import type { ReactNode } from 'react';
import { usePerson, useShownCompany } from '../../client/index.ts';
import { navigate, SETTINGS_SECTIONS, type SettingsSection, useParams } from '../../navigation/index.ts';
import { Screen, SectionTabs, useText } from '../../ui/index.ts';
import {
  CompanySection,
  type CompanySectionProps,
  HandoverSection,
  MatchingSection,
  RulesSection,
  SecretsSection,
  WatchSection,
} from './company-sections.tsx';
import { DisplaySettings } from './display.tsx';
import { MembersSettings } from './members/index.tsx';
import { SupportSettings } from './support.tsx';

/** Sections that need a company. */
const OF_COMPANY: { readonly [S in SettingsSection]?: (props: CompanySectionProps) => ReactNode } = {
  company: CompanySection,
  matching: MatchingSection,
  rules: RulesSection,
  watch: WatchSection,
  secrets: SecretsSection,
  handover: HandoverSection,
};

/** Settings of this machine and of the company, one section at a time. */
export const SettingsScreen = () => {
  const text = useText('settings');
  const shown = useShownCompany();
  const isTeamAdministrator = usePerson()?.serverAdministrator ?? false;
  const { section = 'display' } = useParams('settings');
  const contentOf = (one: SettingsSection): ReactNode => {
    const Section = OF_COMPANY[one];
    if (Section !== undefined) return shown ? <Section shown={shown} /> : null;
    if (one === 'members') return isTeamAdministrator ? <MembersSettings /> : null;
    return one === 'support' ? <SupportSettings /> : <DisplaySettings />;
  };
  const sections = SETTINGS_SECTIONS.map((value) => ({ value, label: text(`sections.${value}`), content: contentOf(value) })).filter(
    ({ content }) => content !== null,
  );
  return (
    <Screen title={text('title')} layout="fill">
      <SectionTabs
        label={text('sections.label')}
        sections={sections}
        value={sections.some(({ value }) => value === section) ? section : 'display'}
        onChange={(next) => navigate('settings', { section: next })}
      />
    </Screen>
  );
};
