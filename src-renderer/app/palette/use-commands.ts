import type { Failure } from '#shared/contract/call/result.ts';
import { runJob, useCall, useChangeSettings, useClient, useSettings, useShowCompany, useShownCompany } from '../../client/index.ts';
import { navigate, openAddress } from '../../navigation/index.ts';
import { startWelcome } from '../../screens/welcome/welcome-state.ts';
import { startCreating } from '../../ui/drafts/start-creating.ts';
import { useText, useTexts } from '../../ui/index.ts';
import { copyLink } from '../notices/link-notice.tsx';
import { openOverview } from '../overview/overview-state.ts';
import { SCREENS } from '../screens.ts';
import { undoOrRedo } from '../undo/undo.ts';
import type { Command, CreatableSection, LabelledCommand } from './commands.ts';
import { SCREEN_PART_IDS, SCREEN_PARTS } from './screen-parts.ts';

const CREATABLE = ['routes', 'serials', 'invoice_groups'] as const satisfies readonly CreatableSection[];
const LISTS = ['neo-users', 'amazon-users', 'directory-people', 'organizations', 'orders'] as const;

interface Commands {
  readonly commands: readonly LabelledCommand[];
  /** Runs a command; a failure is returned as a value. */
  readonly run: (command: Command) => Promise<Failure | null>;
}

/** The commands that are available now, with their names in the language of the interface. */
export const useCommands = (onReport: () => void, onHelp: () => void): Commands => {
  const app = useText('app');
  const text = useText('palette');
  const client = useClient();
  const showCompany = useShowCompany();
  const changeSettings = useChangeSettings();
  const list = useCall('companies.list', {}).value;
  const companies = list?.companies ?? [];
  const unreadable = list?.unreadable.length ?? 0;
  const shown = useShownCompany();
  const settings = useSettings();
  const words = useTexts();
  const steps = useCall('drafts.summary', shown ? {} : null).value?.steps;

  const make = (command: Command, label: string, reading: string): LabelledCommand => ({
    command,
    label,
    reading: text.has(`reading.${reading}`) ? text.phrase(`reading.${reading}`) : '',
  });
  const commands: LabelledCommand[] = [
    ...SCREENS.map((id) => make({ kind: 'screen', screen: id }, app(`screen.${id}`), id)),
    ...SCREEN_PART_IDS.map((part) => {
      const { screen, name } = SCREEN_PARTS[part];
      return make({ kind: 'part', part }, text('part', { screen: app(`screen.${screen}`), part: words.phrase(name) }), part);
    }),
    ...(shown?.company.serverAddress ? [make({ kind: 'read-server' }, text('readServer'), 'read-server')] : []),
    ...LISTS.map((list) => make({ kind: 'import', list }, text(`import.${list}`), `import-${list}`)),
    // These are unavailable for a view-only company, as on the screens.
    ...(!shown || shown.company.readOnly
      ? []
      : CREATABLE.map((section) => make({ kind: 'create', section }, words(`draftList.create.title.${section}`), `create-${section}`))),
    make({ kind: 'report' }, text('report'), 'report'),
    make({ kind: 'help' }, text('help'), 'help'),
    make({ kind: 'copy-link' }, text('copyLink'), 'copy-link'),
    ...(['undo', 'redo'] as const).flatMap((kind) => {
      const step = steps?.[kind];
      return step
        ? [{ ...make({ kind }, text(kind, { step: words.phrase(step.text, step.params) }), kind), isFoundByReadingAlone: true }]
        : [];
    }),
    ...(['light', 'dark', 'system'] as const)
      .filter((theme) => theme !== settings?.theme)
      .map((theme) => make({ kind: 'theme', theme }, text(`theme.${theme}`), `theme-${theme}`)),
    settings?.contrast === 'high'
      ? make({ kind: 'contrast', contrast: 'normal' }, text('contrast.normal'), 'contrast')
      : make({ kind: 'contrast', contrast: 'high' }, text('contrast.high'), 'contrast'),
    settings?.language === 'en'
      ? make({ kind: 'language', language: 'ja' }, text('language.ja'), 'language-ja')
      : make({ kind: 'language', language: 'en' }, text('language.en'), 'language-en'),
    ...companies
      .filter((company) => company.id !== shown?.company.id)
      .map((company) => make({ kind: 'company', company }, text('openCompany', { name: company.name }), 'company')),
    ...(companies.length + unreadable < 2 ? [] : [make({ kind: 'overview' }, text('overview'), 'overview')]),
    make({ kind: 'welcome' }, text('addCompany'), 'welcome'),
  ];

  const run = async (command: Command): Promise<Failure | null> => {
    switch (command.kind) {
      case 'screen':
        navigate(command.screen);
        return null;
      case 'part': {
        const { screen, params } = SCREEN_PARTS[command.part];
        navigate(screen, params);
        return null;
      }
      case 'theme':
        await changeSettings({ theme: command.theme });
        return null;
      case 'contrast':
        await changeSettings({ contrast: command.contrast });
        return null;
      case 'language':
        await changeSettings({ language: command.language });
        return null;
      case 'import':
        navigate('import', { kind: command.list });
        return null;
      case 'create':
        if (command.section === 'invoice_groups') navigate('invoicing', { tab: 'groups' });
        else navigate(command.section);
        startCreating(command.section);
        return null;
      case 'copy-link':
        await copyLink();
        return null;
      case 'link':
        openAddress(command.address);
        return null;
      case 'report':
        onReport();
        return null;
      case 'help':
        onHelp();
        return null;
      case 'undo':
      case 'redo':
        await undoOrRedo(client, 'drafts', command.kind);
        return null;
      case 'overview':
        openOverview();
        return null;
      case 'welcome':
        startWelcome();
        return null;
      case 'read-server': {
        const result = await runJob(client, client.call('server.readPeople', {}));
        return result.ok ? null : result.error;
      }
      case 'company': {
        const result = await showCompany(command.company.id);
        return result.ok ? null : result.error;
      }
    }
  };
  return { commands, run };
};
