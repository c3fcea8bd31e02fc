import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { useClient } from '../../client/index.ts';
import { useFileDrop } from '../../parts/file-drop/use-file-drop.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { Button, useText } from '../../ui/index.ts';

const ACCEPT = '.csv,.tsv,.txt,.xlsx';

interface ChooseFileProps {
  /** Another step is more likely now, so the button is less prominent. */
  readonly quiet: boolean;
  readonly kind: ListKind;
  readonly onFile: (file: FileToken | null, failure: Failure | null) => void;
}

/** Button for choosing a file, also a drop target if the host supports it. */
export const ChooseFileButton = ({ kind, quiet, onFile }: ChooseFileProps) => {
  const text = useText('import');
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const { dropFile } = client;

  const take = async (chosen: Promise<Result<FileToken | null>>): Promise<void> => {
    setBusy(true);
    const result = await chosen;
    setBusy(false);
    if (result.ok) onFile(result.value, null);
    else onFile(null, result.error);
  };
  const { over, zone } = useFileDrop(
    dropFile === null
      ? null
      : ([file]) => {
          if (file !== undefined) void take(dropFile(file));
        },
  );
  return (
    <div className={classes.drop} data-over={over || undefined} {...zone}>
      <IconFileUpload size={28} stroke={1.3} className={classes.dropIcon} aria-hidden />
      <div>
        <h2>{text(`choose.${kind}`)}</h2>
        <p className={classes.muted}>{text(`where.${kind}`)}</p>
        <p className={classes.muted}>{text('formats')}</p>
      </div>
      <div className={classes.dropAction}>
        <Button variant={quiet ? 'default' : 'filled'} loading={busy} onClick={() => void take(client.pickFile(ACCEPT))}>
          {text('chooseFile')}
        </Button>
        {dropFile === null ? null : <span className={classes.muted}>{text('orDrop')}</span>}
      </div>
    </div>
  );
};
