import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { useFileDrop } from '../file-drop/use-file-drop.ts';
import classes from '../fixes/fixes.module.css';
import type { FixSide } from '../fixes/view-model.ts';
import imports from '../list-reading/list-reading.module.css';

/** Workbooks with macros are selectable, so that they are refused with an explanation. */
const ACCEPT = { neo: '.csv,.tsv,.txt', amazon: '.csv,.tsv,.txt,.xlsx,.xlsm' } as const;

interface OwnFileProps {
  readonly side: FixSide;
  readonly file: FileToken | null;
  /** When the file was imported as the current list; `null` if a user chose it. */
  readonly importedAt: string | null;
  /** Why the console does not have the file; `null` = no reason to state. */
  readonly missing: string | null;
  readonly onFile: (file: FileToken) => void;
  readonly onAway: () => void;
}

/** Choosing the administrator's own file: by button, or by dropping if the host supports it. */
export const OwnFile = ({ side, file, importedAt, missing, onFile, onAway }: OwnFileProps) => {
  const text = useText('fixesScreen');
  const imported = useText('import');
  const format = useFormat();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { dropFile } = client;
  const take = async (chosen: Promise<Result<FileToken | null>>): Promise<void> => {
    setBusy(true);
    const result = await chosen;
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (result.ok && result.value !== null) onFile(result.value);
  };
  const { over, zone } = useFileDrop(
    dropFile === null
      ? null
      : ([dropped]) => {
          if (dropped !== undefined) void take(dropFile(dropped));
        },
  );
  if (file !== null) {
    return (
      <div className={imports.fileLine}>
        <b>{file.name}</b>
        <span className={imports.muted}>
          {importedAt === null ? format.bytes(file.bytes) : text('choose.loaded', { at: format.dateTime(importedAt) })}
        </span>
        <Button size="xs" variant="default" aria-label={text('make.otherFile', { name: file.name })} onClick={onAway}>
          {imported('otherFile')}
        </Button>
      </div>
    );
  }
  return (
    <>
      {missing === null ? null : <p>{missing}</p>}
      <div className={imports.drop} data-over={over || undefined} {...zone}>
        <IconFileUpload size={28} stroke={1.3} className={imports.dropIcon} aria-hidden />
        <div>
          <h3>{text(`choose.${side}.title`)}</h3>
          <p className={imports.muted}>{text(`choose.${side}.where`)}</p>
          <p className={imports.muted}>{text(`choose.${side}.formats`)}</p>
        </div>
        <div className={imports.dropAction}>
          <Button loading={busy} onClick={() => void take(client.pickFile(ACCEPT[side]))}>
            {imported('chooseFile')}
          </Button>
          {dropFile === null ? null : <span className={imports.muted}>{imported('orDrop')}</span>}
        </div>
      </div>
      {failure === null ? null : (
        <div className={classes.block}>
          <ErrorState failure={failure} />
        </div>
      )}
      <section className={classes.block}>
        <h3>{text('choose.kept')}</h3>
        <ul className={classes.effects}>
          {(['change', 'rest', 'safe'] as const).map((part) => (
            <li key={part}>{text(`choose.${side}.${part}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
};
