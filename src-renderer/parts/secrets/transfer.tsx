import { IconDownload, IconUpload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, Row, Stack, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

interface TransferProps {
  /** Called with the id of the created company. */
  readonly onTaken: (companyId: string) => void;
}

/** Exports the open company to a transfer file, and imports one. */
export const Transfer = ({ onTaken }: TransferProps) => {
  const text = useText('secretsPart.bundle');
  const [writing, setWriting] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <Stack>
      <Row>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            setSaved(null);
            setWriting(true);
          }}
        >
          {text('export')}
        </Button>
        <ImportTransferButton onTaken={onTaken} icon={<IconUpload size={16} aria-hidden />}>
          {text('import')}
        </ImportTransferButton>
      </Row>
      <div aria-live="polite">{saved === null ? null : <Notice state="ready">{text('saved', { name: saved })}</Notice>}</div>
      <ExportDialog
        opened={writing}
        onClose={() => setWriting(false)}
        onSaved={(name) => {
          setWriting(false);
          setSaved(name);
        }}
      />
    </Stack>
  );
};

/** Button that imports a transfer file. */
export const ImportTransferButton = ({
  onTaken,
  icon,
  children,
}: TransferProps & { readonly icon?: ReactNode; readonly children: ReactNode }) => {
  const client = useClient();
  const [file, setFile] = useState<FileToken | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const choose = async (): Promise<void> => {
    setFailure(null);
    const chosen = await client.pickFile('.tsunagi-bundle');
    if (!chosen.ok) return setFailure(chosen.error);
    if (chosen.value === null) return;
    // The file is checked before its passphrase is requested.
    const checked = await client.call('secrets.checkBundle', { token: chosen.value.token });
    if (checked.ok) setFile(chosen.value);
    else setFailure(checked.error);
  };
  return (
    <>
      <Button variant="default" leftSection={icon} onClick={() => void choose()}>
        {children}
      </Button>
      {failure === null ? null : <ErrorState failure={failure} />}
      <ImportDialog
        file={file}
        onClose={() => setFile(null)}
        onTaken={(companyId) => {
          setFile(null);
          onTaken(companyId);
        }}
      />
    </>
  );
};
