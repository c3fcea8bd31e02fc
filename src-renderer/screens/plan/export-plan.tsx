import { useClient } from '#renderer/client/index.ts';
import { ExportDocumentMenu } from '#renderer/parts/written-file/export-document.tsx';
import { useLanguage, useText } from '#renderer/ui/index.ts';

/** Exports the selection, for approval, a spreadsheet or another console. */
export const ExportPlanMenu = ({ disabled }: { disabled: boolean }) => {
  const text = useText('planScreen.export');
  const client = useClient();
  const language = useLanguage();
  return <ExportDocumentMenu text={text} start={(form) => client.call('plan.export', { ...form, language })} disabled={disabled} />;
};
