import { useClient } from '#renderer/client/index.ts';
import { ExportMenu } from '#renderer/parts/written-file/export-menu.tsx';
import { useLanguage, useText } from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';

const FORMS = {
  html: { format: 'html', encoding: 'utf8' },
  csv: { format: 'csv', encoding: 'utf8-bom' },
  csvCp932: { format: 'csv', encoding: 'cp932' },
  json: { format: 'json', encoding: 'utf8' },
} as const satisfies Record<string, Pick<CallInput<'plan.export'>, 'format' | 'encoding'>>;

/** What is chosen, for an approval, a spreadsheet or another console. */
export const ExportPlan = ({ disabled }: { disabled: boolean }) => {
  const text = useText('planScreen.export');
  const client = useClient();
  const language = useLanguage();
  return (
    <ExportMenu
      label={text('open')}
      forms={{ html: text('html'), csv: text('csv'), csvCp932: text('csvCp932'), json: text('json') }}
      start={(form) => client.call('plan.export', { ...FORMS[form], language })}
      disabled={disabled}
    />
  );
};
