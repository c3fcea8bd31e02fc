import { useCall, useChangeSettings, useSettings } from '../../client/index.ts';
import { Checkbox, Muted, Stack, TitledSection, useText } from '../../ui/index.ts';
import { ChoiceField } from './choice.tsx';
import { OperatorSettings } from './operator.tsx';

/** Preferences of this machine: appearance, operator name, and what only the desktop console has. */
export const DisplaySettings = () => {
  const text = useText('settings');
  const changeSettings = useChangeSettings();
  const settings = useSettings();
  const isDesktop = useCall('console.info', {}).value?.host === 'electron';
  if (settings === undefined) return null;
  return (
    <>
      <TitledSection title={text('look.title')} hint={text('look.hint')}>
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
      </TitledSection>
      <TitledSection title={text('operator.title')} hint={text('operator.hint')}>
        <OperatorSettings name={settings.operatorName} />
      </TitledSection>
      {isDesktop ? (
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
      ) : null}
    </>
  );
};
