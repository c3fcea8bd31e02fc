import { useCall, useChangeSettings, useSettings, useShowCompany, useShownCompany } from '../../client/index.ts';
import { SecretsPanel, Transfer } from '../../parts/secrets/index.ts';
import { Checkbox, Facts, Mono, Muted, Screen, Stack, TitledSection, useText } from '../../ui/index.ts';
import { ChoiceField } from './choice.tsx';
import { CompanySettings } from './company.tsx';
import { CompanyRulesSettings } from './company-rules/index.tsx';
import { DomainSettings } from './domain-settings.tsx';
import { DraftsFile } from './drafts-file/index.tsx';
import { HandoverBook } from './handover-book.tsx';
import { ListLimitSettings } from './list-limit.tsx';
import { MatchingPolicySettings } from './matching-policy.tsx';
import { OperatorSettings } from './operator.tsx';
import { RetentionSettings } from './retention.tsx';
import { SelfCheck } from './self-check.tsx';
import { SupportFile } from './support-file.tsx';
import { WatchSettings } from './watch-settings.tsx';

/** Preferences of this machine, the company's settings, and information about the console. */
export const SettingsScreen = () => {
  const text = useText('settings');
  const policy = useText('triage.policy');
  const drafts = useText('draftsFile');
  const rules = useText('companyRules');
  const handover = useText('handoverPart');
  const support = useText('supportPart');
  const changeSettings = useChangeSettings();
  const showCompany = useShowCompany();
  const settings = useSettings();
  const shown = useShownCompany();
  const info = useCall('console.info', {});
  return (
    <Screen title={text('title')}>
      <TitledSection title={text('look.title')} hint={text('look.hint')}>
        {settings === undefined ? null : (
          <Stack gap="md">
            <ChoiceField
              label={text('look.theme')}
              value={settings.theme}
              values={['light', 'dark', 'system'] as const}
              nameOf={(value) => text(`look.themes.${value}`)}
              onChange={(theme) => void changeSettings({ theme })}
            />
            <ChoiceField
              label={text('look.contrast')}
              value={settings.contrast}
              values={['normal', 'high'] as const}
              nameOf={(value) => text(`look.contrasts.${value}`)}
              onChange={(contrast) => void changeSettings({ contrast })}
            />
            <ChoiceField
              label={text('look.language')}
              value={settings.language}
              values={['ja', 'en'] as const}
              nameOf={(value) => text(`look.languages.${value}`)}
              onChange={(language) => void changeSettings({ language })}
            />
          </Stack>
        )}
      </TitledSection>
      {settings === undefined ? null : (
        <TitledSection title={text('operator.title')} hint={text('operator.hint')}>
          <OperatorSettings name={settings.operatorName} />
        </TitledSection>
      )}
      {settings === undefined || info.value?.host !== 'electron' ? null : (
        <>
          <TitledSection title={text('notices.title')} hint={text('notices.hint')}>
            <Checkbox
              label={text('notices.desktop')}
              checked={settings.desktopNotices}
              onChange={(event) => void changeSettings({ desktopNotices: event.currentTarget.checked })}
            />
          </TitledSection>
          <TitledSection title={text('tray.title')} hint={text('tray.hint')}>
            <ChoiceField
              label={text('tray.icon')}
              value={settings.tray}
              values={['off', 'icon', 'stay'] as const}
              nameOf={(value) => text(`tray.choices.${value}`)}
              onChange={(tray) => void changeSettings({ tray })}
            />
            {settings.tray === 'stay' ? <Muted component="p">{text('tray.stays')}</Muted> : null}
          </TitledSection>
        </>
      )}
      {shown ? (
        <TitledSection title={text('company.title')} hint={text('company.hint')}>
          <CompanySettings key={`${shown.company.id} ${shown.company.name}`} company={shown.company} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={text('domains.title')} hint={text('domains.hint', { name: shown.company.name })}>
          <DomainSettings key={shown.company.id} shown={shown} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={policy('title')} hint={text('policy.hint')}>
          <MatchingPolicySettings key={shown.company.id} shown={shown} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={text('listLimit.title')} hint={text('listLimit.hint')}>
          <ListLimitSettings key={shown.company.id} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={text('retention.title')} hint={text('retention.hint')}>
          <RetentionSettings key={shown.company.id} />
        </TitledSection>
      ) : null}
      {shown && info.value !== undefined ? (
        <TitledSection title={text('watch.title')} hint={text('watch.hint')}>
          <WatchSettings key={shown.company.id} company={shown.company} platform={info.value.platform} dataFolder={info.value.dataFolder} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={rules('title')} hint={rules('hint')}>
          <CompanyRulesSettings key={shown.company.id} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={drafts('part')} hint={drafts('partHint')}>
          <DraftsFile key={shown.company.id} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={text('secrets.title')} hint={text('secrets.hint', { name: shown.company.name })}>
          <SecretsPanel key={shown.company.id} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={text('transfer.title')} hint={text('transfer.hint')}>
          <Transfer onTaken={(id) => void showCompany(id)} />
        </TitledSection>
      ) : null}
      {shown ? (
        <TitledSection title={handover('title')} hint={handover('hint')}>
          <HandoverBook key={shown.company.id} />
        </TitledSection>
      ) : null}
      <TitledSection title={support('title')} hint={support('hint')}>
        <SupportFile />
      </TitledSection>
      <TitledSection title={text('check.title')} hint={text('check.about')}>
        <SelfCheck />
      </TitledSection>
      <TitledSection title={text('about.title')}>
        {info.value === undefined ? null : (
          <Facts terms="8rem">
            <dt>{text('about.version')}</dt>
            <dd>{info.value.version}</dd>
            <dt>{text('about.host')}</dt>
            <dd>{text(`about.hosts.${info.value.host}`, { platform: info.value.platform })}</dd>
            <dt>{text('about.dataFolder')}</dt>
            <dd>
              <Mono>{info.value.dataFolder}</Mono>
            </dd>
          </Facts>
        )}
      </TitledSection>
    </Screen>
  );
};
