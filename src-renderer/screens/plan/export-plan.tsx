import { useClient } from '#renderer/client/index.ts';
import { ExportDocument } from '#renderer/parts/written-file/export-document.tsx';
import { useLanguage, useText } from '#renderer/ui/index.ts';

/** Exports the selection, for approval, a spreadsheet or another console. */
export const ExportPlan = ({ disabled }: { disabled: boolean }) => {
  const text = useText('planScreen.export');
  const client = useClient();
  const language = useLanguage();
  return <ExportDocument text={text} start={(form) => client.call('plan.export', { ...form, language })} disabled={disabled} />;
};
