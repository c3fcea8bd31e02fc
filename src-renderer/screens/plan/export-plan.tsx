import { useClient } from '#renderer/client/index.ts';
import { DOCUMENT_FORMS } from '#renderer/parts/written-file/document-forms.ts';
import { ExportMenu } from '#renderer/parts/written-file/export-menu.tsx';
import { useLanguage, useText } from '#renderer/ui/index.ts';

/** What is chosen, for an approval, a spreadsheet or another console. */
export const ExportPlan = ({ disabled }: { disabled: boolean }) => {
  const text = useText('planScreen.export');
  const client = useClient();
  const language = useLanguage();
  return (
    <ExportMenu
      label={text('open')}
      forms={{ html: text('html'), csv: text('csv'), csvCp932: text('csvCp932'), json: text('json') }}
      start={(form) => client.call('plan.export', { ...DOCUMENT_FORMS[form], language })}
      disabled={disabled}
    />
  );
};
