import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { exportFile, useClient } from '#renderer/client/index.ts';
import { Button, Dialog, ErrorState, Menu, useLanguage, useText } from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';

type Form = Pick<CallInput<'plan.export'>, 'format' | 'encoding'>;
const FORMS: readonly (Form & { readonly key: 'html' | 'csv' | 'csvCp932' | 'json' })[] = [
  { key: 'html', format: 'html', encoding: 'utf8' },
  { key: 'csv', format: 'csv', encoding: 'utf8-bom' },
  { key: 'csvCp932', format: 'csv', encoding: 'cp932' },
  { key: 'json', format: 'json', encoding: 'utf8' },
];

/** What is chosen, for an approval, a spreadsheet or another console; saved at once. */
export const ExportMenu = ({ disabled }: { disabled: boolean }) => {
  const text = useText('planScreen.export');
  const client = useClient();
  const language = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);
  const write = async ({ format, encoding }: Form): Promise<void> => {
    const exported = await exportFile(client, client.call('plan.export', { format, encoding, language }));
    if (!exported.ok) setFailure(exported.error);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" disabled={disabled} leftSection={<IconDownload size={16} aria-hidden />}>
            {text('open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMS.map(({ key, ...form }) => (
            <Menu.Item key={key} onClick={() => void write(form)}>
              {text(key)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={failure !== null} onClose={() => setFailure(null)} title={text('failed')}>
        {failure === null ? null : <ErrorState failure={failure} />}
      </Dialog>
    </>
  );
};
