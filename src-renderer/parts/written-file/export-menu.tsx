import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { exportFile, useClient } from '#renderer/client/index.ts';
import { Button, Dialog, FailureDialog, Menu, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import { parseUnwritable, type UnwritableCharacters } from './unwritable.ts';
import { UnwritableNotice } from './unwritable-notice.tsx';

interface ExportMenuProps<F extends string> {
  readonly label: string;
  /** Formats of the file with their labels. */
  readonly forms: Readonly<Record<F, string>>;
  /** Starts the job that writes the file in a format. */
  readonly start: (form: F) => Promise<Result<{ jobId: string }>>;
  readonly disabled?: boolean;
}

/** Exports the current view in one of several formats and reports characters that could not be written. */
export const ExportMenu = <F extends string>({ label, forms, start, disabled = false }: ExportMenuProps<F>) => {
  const text = useText('exportMenu');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [lost, setLost] = useState<(UnwritableCharacters & { readonly name: string }) | null>(null);
  const write = async (form: F): Promise<void> => {
    const exported = await exportFile(client, start(form));
    if (!exported.ok) return setFailure(exported.error);
    if (exported.value === null) return;
    const unwritable = parseUnwritable(exported.value.result);
    if (unwritable.count > 0) setLost({ ...unwritable, name: exported.value.name });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" disabled={disabled} leftSection={<IconDownload size={16} aria-hidden />}>
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(forms) as F[]).map((form) => (
            <Menu.Item key={form} onClick={() => void write(form)}>
              {forms[form]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <FailureDialog title={text('failed')} failure={failure} onClose={() => setFailure(null)} />
      <Dialog opened={lost !== null} onClose={() => setLost(null)} title={text('written', { name: lost?.name ?? '' })}>
        {lost === null ? null : <UnwritableNotice {...lost} />}
      </Dialog>
    </>
  );
};
